//! Sockets: who may connect, how long they may take, and what becomes of what they ask.

use std::{
    collections::VecDeque,
    convert::Infallible,
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use http_body_util::{BodyExt, Either, Full, Limited, channel::Channel};
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue, IF_NONE_MATCH, ORIGIN},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::TcpListener,
    sync::{OwnedSemaphorePermit, Semaphore},
    task::AbortHandle,
    time::{sleep, timeout},
};

use super::{
    device::{Mark, Token},
    form::Fields,
    guard::{self, Body, Said, Side, Stranger},
    hub::{Hub, ip_of},
    join, route, sorry,
};

/// Two connections for each of 300 people, and a hundred for whoever comes by.
pub(super) const MOST_CONNECTIONS: usize = 700;
/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(5);
/// How long its body may take.
const BODY: Duration = Duration::from_secs(10);
/// The most bytes of a body: one answer, with every sign of it escaped, and its form.
const MOST_BYTES: usize = 128 * 1024;
/// What is read at once; no head is longer.
const BUFFER: usize = 16 * 1024;

type Sent = Either<Full<Bytes>, Channel<Bytes>>;

/// A request, read.
pub(super) struct Asked {
    pub(super) side: Side,
    pub(super) posts: bool,
    /// In small letters.
    pub(super) path: String,
    pub(super) query: Fields,
    /// Of the device's token, hashed once a request.
    pub(super) mark: Option<Mark>,
    /// What the page that asks shows already.
    pub(super) tag: Option<String>,
    pub(super) from: Ipv4Addr,
    pub(super) body: Bytes,
    pub(super) fields: Fields,
}

/// What is sent back.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Payload,
    pub(super) more: Vec<(&'static str, String)>,
}

/// The body of an answer.
pub(super) enum Payload {
    Whole(String),
    Picture(Vec<u8>),
    Stream(Channel<Bytes>),
}

impl Reply {
    pub(super) fn page(status: u16, html: String) -> Self {
        Self::of(status, "text/html; charset=utf-8", html)
    }

    pub(super) fn of(status: u16, kind: &'static str, body: String) -> Self {
        Self {
            status,
            kind,
            body: Payload::Whole(body),
            more: Vec::new(),
        }
    }

    pub(super) fn picture(kind: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            body: Payload::Picture(bytes),
            ..Self::of(200, kind, String::new())
        }
    }

    /// On to another page, whatever was asked before.
    pub(super) fn to(place: &str) -> Self {
        Self::of(303, "text/plain; charset=utf-8", String::new()).with("location", place.to_owned())
    }

    pub(super) fn with(mut self, name: &'static str, value: String) -> Self {
        self.more.push((name, value));
        self
    }
}

/// How many may be connected. Where all seats are taken, a connection of nobody who is at the
/// table makes room for the one that comes, the oldest first: a thousand sockets that dribble
/// keep nobody out.
pub(super) struct Seats {
    free: Arc<Semaphore>,
    strangers: Mutex<VecDeque<AbortHandle>>,
}

impl Seats {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(most)),
            strangers: Mutex::new(VecDeque::new()),
        })
    }

    /// A seat for one who comes; none where everybody who is here is at the table.
    async fn one(&self) -> Option<OwnedSemaphorePermit> {
        let free = || Arc::clone(&self.free);
        if let Ok(seat) = free().try_acquire_owned() {
            return Some(seat);
        }
        self.strangers().pop_front()?.abort();
        // It stands up as soon as the runtime gets to it.
        timeout(HEAD, free().acquire_owned()).await.ok()?.ok()
    }

    fn strangers(&self) -> MutexGuard<'_, VecDeque<AbortHandle>> {
        self.strangers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection that calls this is no stranger any more, or is gone.
    fn knows(&self) {
        let own = tokio::task::id();
        self.strangers().retain(|stranger| stranger.id() != own);
    }
}

/// Takes connections until the runtime ends.
pub(super) async fn listen(listener: TcpListener, side: Side, hub: Arc<Hub>, seats: Arc<Seats>) {
    loop {
        let Ok((stream, address)) = listener.accept().await else {
            // Out of sockets, most likely: some are closed in a while.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        if side == Side::Phones {
            hub.has_knocked();
        }
        let Some(seat) = seats.one().await else {
            continue;
        };
        // Small answers go out at once.
        let _ = stream.set_nodelay(true);
        let (hub, all) = (Arc::clone(&hub), Arc::clone(&seats));
        // The list is held until it stands there: it cannot be gone before.
        let mut strangers = seats.strangers();
        let task = tokio::spawn(async move {
            let answer = service_fn(|request| answer(request, side, ip_of(address), (&hub, &all)));
            // A connection that breaks is no fault of ours; the page asks again.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD)
                .max_buf_size(BUFFER)
                .serve_connection(TokioIo::new(stream), answer)
                .await;
            all.knows();
            drop(seat);
        });
        strangers.push_back(task.abort_handle());
    }
}

async fn answer(
    request: Request<Incoming>,
    side: Side,
    from: Ipv4Addr,
    (hub, seats): (&Arc<Hub>, &Seats),
) -> Result<Response<Sent>, Infallible> {
    let json = header(&request, ACCEPT).is_some_and(|kinds| kinds.contains("application/json"));
    let reply = match read(request, side, from, hub).await {
        Ok(asked) => {
            if side == Side::Here || join::here(&asked, hub).is_some() {
                seats.knows();
            }
            route::route(asked, hub).await
        }
        Err(reply) => reply,
    };
    Ok(sealed(if json { route::as_json(reply) } else { reply }))
}

fn header(request: &Request<Incoming>, name: HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

/// The address under which this side is asked for.
fn own(hub: &Hub, side: Side) -> String {
    match side {
        Side::Phones => hub.phones.unwrap_or(hub.here).to_string(),
        Side::Here => hub.here.to_string(),
    }
}

/// Reads a request, unless it is not for us or takes too long.
async fn read(
    request: Request<Incoming>,
    side: Side,
    from: Ipv4Addr,
    hub: &Hub,
) -> Result<Asked, Reply> {
    let said = Said {
        host: header(&request, HOST),
        origin: header(&request, ORIGIN),
        kind: header(&request, CONTENT_TYPE),
    };
    let posts = request.method() == Method::POST;
    if !posts && ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(sorry::not_understood());
    }
    let own = own(hub, side);
    let kind = match posts {
        true => guard::writes(&said, &own).map(Some),
        false => guard::reads(&said, &own).map(|()| None),
    };
    let kind = kind.map_err(|stranger| {
        if stranger == Stranger::Host {
            hub.missed(said.host.unwrap_or("none"));
        }
        sorry::stranger(stranger, &own)
    })?;
    let cookie = header(&request, COOKIE);
    let name = cookie_name(hub.here.port());
    let mark = cookie.and_then(|cookies| {
        let mut cookies = cookies
            .split(';')
            .filter_map(|one| one.trim().split_once('='));
        let (_, hex) = cookies.find(|(own, _)| *own == name)?;
        Some(Token::read(hex)?.mark())
    });
    let query = request.uri().query().unwrap_or_default();
    let mut asked = Asked {
        side,
        posts,
        path: request.uri().path().to_ascii_lowercase(),
        query: Fields::of_form(query.as_bytes()).ok_or_else(sorry::not_understood)?,
        mark,
        tag: header(&request, IF_NONE_MATCH).map(|tag| tag.trim_matches('"').to_owned()),
        from,
        body: Bytes::new(),
        fields: Fields::default(),
    };
    if let Some(kind) = kind {
        let body = Limited::new(request.into_body(), MOST_BYTES).collect();
        let body = timeout(BODY, body).await.ok().and_then(Result::ok);
        asked.body = body.ok_or_else(sorry::too_much)?.to_bytes();
        let fields = match kind {
            Body::Form => Fields::of_form(&asked.body),
            Body::Json => Fields::of_json(&asked.body),
        };
        asked.fields = fields.ok_or_else(sorry::not_understood)?;
    }
    Ok(asked)
}

/// What the cookie of a session is called: two sessions at once have two ports.
pub(super) fn cookie_name(port: u16) -> String {
    format!("rt{port}")
}

/// An answer with all that goes with every answer.
fn sealed(reply: Reply) -> Response<Sent> {
    let body = match reply.body {
        Payload::Whole(text) => Either::Left(Full::new(Bytes::from(text))),
        Payload::Picture(bytes) => Either::Left(Full::new(Bytes::from(bytes))),
        Payload::Stream(stream) => Either::Right(stream),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status.try_into().unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(reply.kind));
    for (name, value) in guard::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in reply.more {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}
