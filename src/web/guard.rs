//! Whose requests are answered: only those for exactly this address, and writing only from our
//! own pages. Pure.

/// Where a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the address that phones reach.
    Phones,
    /// On this computer itself, for the room's page.
    Here,
}

/// What a browser says of a request, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// The `Host` header.
    pub host: Option<&'a str>,
    /// The `Origin` header.
    pub origin: Option<&'a str>,
    /// The `Content-Type` header.
    pub kind: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Form,
    Json,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// It is for another host: a name that was made to lead here.
    Host,
    /// It was made by another site's page, or hides by whose.
    Origin,
    /// It is no form of ours.
    Kind,
}

/// Whether anything may be asked for under that host. `own` is address and port.
/// Fails where the host is another.
pub fn reads(said: &Said<'_>, own: &str) -> Result<(), Stranger> {
    match said.host {
        Some(host) if host == own => Ok(()),
        _ => Err(Stranger::Host),
    }
}

/// Whether something may be written, and how it is.
/// Fails where the host, the origin or the kind of the body is another.
pub fn writes(said: &Said<'_>, own: &str) -> Result<Body, Stranger> {
    reads(said, own)?;
    let origin = said
        .origin
        .and_then(|origin| origin.strip_prefix("http://"));
    if origin != Some(own) {
        return Err(Stranger::Origin);
    }
    let kind = said.kind.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind.to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Ok(Body::Form),
        "application/json" => Ok(Body::Json),
        _ => Err(Stranger::Kind),
    }
}

/// What goes with every answer. No header for HTTPS among them: this is plain HTTP. Under
/// `no-referrer` a form without script would hide its origin, and everybody without script would
/// be locked out.
pub const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "no-store"),
];
