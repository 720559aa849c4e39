//! What each address does.

use std::{sync::Arc, time::Duration};

use tokio::sync::oneshot;

use super::{
    act,
    device::Mark,
    form::Fields,
    gallery,
    guard::Side,
    hub::{Hub, Sent},
    join::{self, here},
    news::{self, Ear},
    page::{self, At, Looks},
    room,
    serve::{Asked, Payload, Reply},
    sorry::{no_seat, not_there, not_understood},
    typed,
};
use crate::{
    clock,
    id::{CommandId, PersonId},
    report,
    session::{Command, Viewer},
    table::{Client, DraftKey, Trouble},
};

/// From so many pages on they look again one after another, within so many milliseconds.
const MANY: usize = 100;
const SPREAD_MS: u64 = 500;

/// Answers a request.
pub(super) async fn route(asked: Asked, hub: &Arc<Hub>) -> Reply {
    let path = asked.path.clone();
    match (asked.posts, path.as_str(), asked.side) {
        (false, "/page.css", _) => {
            Reply::of(200, "text/css; charset=utf-8", page::STYLE.to_owned())
        }
        (false, "/page.js", _) => Reply::of(200, "text/javascript; charset=utf-8", page::script()),
        (false, "/room" | "/", Side::Here) => room::page(hub),
        (false, "/room.css", Side::Here) => {
            Reply::of(200, "text/css; charset=utf-8", room::STYLE.to_owned())
        }
        (false, "/room.js", Side::Here) => Reply::of(
            200,
            "text/javascript; charset=utf-8",
            room::SCRIPT.to_owned(),
        ),
        (false, "/news", Side::Here) => listens(hub, Ear::Room),
        (false, path, Side::Here) if path.starts_with("/picture/") => {
            gallery::picture(&hub.session(), Viewer::Room, path)
        }
        (_, _, Side::Here) => not_there(),
        (false, "/ok", Side::Phones) => {
            hub.has_reached();
            Reply::page(200, page::ok())
        }
        (false, "/", Side::Phones) => join::first(&asked, hub, asked.query.get("code")),
        (false, "/news", Side::Phones) => match here(&asked, hub) {
            Some((mark, number)) => listens(hub, Ear::Device(number, mark, asked.from)),
            None => no_seat(),
        },
        (false, path, Side::Phones) if path.starts_with("/picture/") => match here(&asked, hub) {
            Some((mark, _)) => {
                let viewer = hub.acts(&mark).map_or(Viewer::Room, Viewer::Person);
                gallery::picture(&hub.session(), viewer, path)
            }
            None => no_seat(),
        },
        (false, "/me/copy", Side::Phones) => copy(&asked, hub),
        (false, path, Side::Phones) if path == "/me" || path.starts_with("/me/") => {
            spread(&asked, hub).await;
            me(&asked, hub)
        }
        (false, path, Side::Phones) => match path.trim_start_matches('/') {
            code if code.len() <= 12 && !code.contains('/') => join::first(&asked, hub, Some(code)),
            _ => not_there(),
        },
        (true, "/join", Side::Phones) => join::join(&asked, hub).await,
        (true, "/do", Side::Phones) => act_on(&asked, hub).await,
        (true, "/move", Side::Phones) => moved(&asked, hub),
        (true, "/turn", Side::Phones) => turn(&asked, hub),
        (true, "/time", Side::Phones) => more_time(&asked, hub),
        (true, "/draft", Side::Phones) => draft(&asked, hub),
        (true, _, Side::Phones) => not_there(),
    }
}

/// Where many phones share one radio, those that look again do not all do so at once.
async fn spread(asked: &Asked, hub: &Hub) {
    if asked.tag.is_some() && hub.pages() > MANY {
        tokio::time::sleep(Duration::from_millis(clock::seed() % SPREAD_MS)).await;
    }
}

fn listens(hub: &Arc<Hub>, ear: Ear) -> Reply {
    Reply {
        status: 200,
        kind: "text/event-stream",
        body: Payload::Stream(news::stream(hub, ear)),
        more: Vec::new(),
    }
}

/// Which page an address under `/me` is.
fn at(asked: &Asked) -> At {
    let number = |name: &str| asked.query.get(name).and_then(|said| said.parse().ok());
    match asked.path.as_str() {
        "/me/case" => At::Case,
        "/me/more" => At::More,
        "/me/change" => At::Change,
        "/me/answers" => At::Answers(number("from").unwrap_or(0)),
        "/me/claim" => At::Claim(number("n").unwrap_or(0)),
        "/me/dissent" => At::Dissent(asked.query.get("against").unwrap_or("summary").to_owned()),
        "/me/note" => At::Note(asked.query.get("about").and_then(|said| said.parse().ok())),
        "/me/speak" => At::Speak,
        _ => At::Main,
    }
}

/// The page that a device sees now.
fn me(asked: &Asked, hub: &Hub) -> Reply {
    let Some((mark, number)) = here(asked, hub) else {
        return no_seat();
    };
    let Some(tag) = hub.tag(&mark) else {
        return no_seat();
    };
    let tag = tag.to_string();
    if asked.tag.as_ref() == Some(&tag) {
        return Reply::of(304, "text/html; charset=utf-8", String::new());
    }
    let html = rendered(hub, &mark, number, at(asked), None);
    Reply::page(200, html).with("etag", format!("\"{tag}\""))
}

/// What one wrote, as a file to keep.
fn copy(asked: &Asked, hub: &Hub) -> Reply {
    let left = |number| hub.session().left_from(number);
    let seat = here(asked, hub);
    let Some(me) = seat.and_then(|(mark, number)| hub.acts(&mark).or_else(|| left(number))) else {
        return no_seat();
    };
    let view = hub.session().view(Viewer::Person(me), clock::now());
    let report = report::own(&view, me);
    let name = view.person(me).map_or("", |person| &person.name);
    let html = report::html::person(&report, name, &clock::in_words(&report.opened_at));
    Reply::page(200, html)
        .with(
            "content-disposition",
            "attachment; filename=\"my-copy.html\"".to_owned(),
        )
        // It brings its style along, and nothing else.
        .with(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'".to_owned(),
        )
}

/// A page of a device; over what was typed and refused, where something was.
fn rendered(
    hub: &Hub,
    mark: &Mark,
    number: u32,
    at: At,
    refused: Option<(&Fields, &str)>,
) -> String {
    let tag = hub
        .tag(mark)
        .map_or_else(String::new, |tag| tag.to_string());
    let session = hub.session();
    let (people, acts, saved, unsaved, claim, needs_time) = {
        let mut inner = hub.inner();
        let (_, people, acts) = inner
            .acts(mark, &session)
            .unwrap_or((number, Vec::new(), None));
        let claim = inner
            .claims
            .iter()
            .find(|claim| claim.device == number)
            .cloned();
        let unsaved = inner.unsaved.as_ref().map(crate::fault::Fault::line);
        (
            people,
            acts,
            inner.live(number).saved.clone(),
            unsaved,
            claim,
            inner.needs_time(number, &session),
        )
    };
    let Some(me) = acts else {
        if people.is_empty() {
            return join::waits(claim.as_ref(), session.left_from(number).is_some());
        }
        let view = session.view_now(Viewer::Room, clock::now());
        return page::between(&view, &session.waits_for(&people), &tag);
    };
    let viewer = Viewer::Person(me);
    // Only these show anything of questions that were asked before.
    let view = if matches!(at, At::Dissent(_)) || session.is_over() {
        session.view(viewer, clock::now())
    } else {
        session.view_now(viewer, clock::now())
    };
    let kept = hub.inner().typed(&view, me, at == At::Change);
    let looks = Looks {
        at,
        id: format!("{:032x}", clock::command_id().0),
        typed: refused.map(|(typed, _)| typed).or(kept.as_ref()),
        refused: refused.map(|(_, why)| why),
        unsaved: unsaved.as_deref(),
        saved: saved.as_deref(),
        needs_time,
        tag,
        others: people.into_iter().filter(|other| *other != me).collect(),
        whose: format!("{:.8}.{}", session.id(), me.0),
    };
    page::person(&view, me, &looks)
}

/// Does what a page sends, and answers once it is on disk.
async fn act_on(asked: &Asked, hub: &Arc<Hub>) -> Reply {
    let Some((mark, number)) = here(asked, hub) else {
        return no_seat();
    };
    let acts = hub.acts(&mark);
    let Some(me) = acts else {
        return no_seat();
    };
    let Some(id) = page_id(&asked.fields) else {
        return not_understood();
    };
    let hash = *blake3::hash(&asked.body).as_bytes();
    // The same again goes on to the table, which knows it and does nothing twice.
    let sent = hub.inner().sent(number, id, hash);
    let Ok(command) = act::command(&asked.fields, me) else {
        return not_understood();
    };
    let back = goes_back(&command);
    let at = came_from(&command);
    if sent == Sent::Otherwise {
        let why = "That was handed in already: send this as a new version.";
        let html = rendered(hub, &mark, number, at, Some((&asked.fields, why)));
        return Reply::page(409, html).with(SAYS, why.to_owned());
    }
    let done = Done::of(&command);
    let client = hub.client(me);
    let refused = |status, why: &str| {
        let html = rendered(hub, &mark, number, at, Some((&asked.fields, why)));
        Reply::page(status, html).with(SAYS, percent(why))
    };
    if let Command::Rename { name, .. } = &command
        && let Some(other) = join::named_other(&hub.view(), me, name)
    {
        let changed = join::changes_seat(hub, number, me, other).await;
        return changed.map_or_else(|why| refused(409, &why), |()| Reply::to("/me"));
    }
    match order(&client, mark.command(id), command).await {
        Ok(()) => {
            done.settles(hub, number, me, (id, hash));
            Reply::to(back)
        }
        Err(Trouble::Refused(refusal)) => refused(409, &refusal.to_string()),
        Err(Trouble::NotSaved(fault)) => refused(503, &fault.line()),
    }
}

/// What follows on a device once a command is on disk.
struct Done {
    hands_in: bool,
    draft: Option<DraftKey>,
}

impl Done {
    fn of(command: &Command) -> Self {
        Self {
            hands_in: matches!(
                command,
                Command::Answer { .. } | Command::Pass { .. } | Command::Vote { .. }
            ),
            draft: typed::key(command),
        }
    }

    fn settles(self, hub: &Hub, number: u32, me: PersonId, (id, hash): (u128, [u8; 32])) {
        let mut inner = hub.inner();
        if let Some(key) = self.draft {
            inner.typing.remove(&key);
            hub.client(me).draft(key, None);
        }
        inner.remember(number, id, hash);
        inner.live(number).saved = Some(clock::hour());
        if self.hands_in && hub.session().people_on(number).len() > 1 {
            inner.live(number).held_by = None;
        }
        drop(inner);
        hub.wake();
    }
}

/// Orders something and waits until it is on disk.
pub(super) async fn order(client: &Client, id: CommandId, command: Command) -> Result<(), Trouble> {
    let (sender, receiver) = oneshot::channel();
    let reply = move |result: Result<_, Trouble>| drop(sender.send(result.map(|_| ())));
    client.order(id, command, Box::new(reply));
    receiver.await.unwrap_or_else(|_| {
        let fault = crate::fault::Fault::new("The session has been closed", "Ask at the desk.");
        Err(Trouble::NotSaved(fault))
    })
}

/// A page's own id, as it sends it.
fn page_id(fields: &Fields) -> Option<u128> {
    let id = fields.get("id")?;
    let plain = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u128::from_str_radix(id, 16).ok())?
}

/// Where a page leads once it is done.
fn goes_back(command: &Command) -> &'static str {
    if came_from(command) == At::More {
        "/me/more"
    } else {
        "/me"
    }
}

/// The page on which a command was made.
fn came_from(command: &Command) -> At {
    if let Command::Note { about, .. } = command {
        return At::Note(about.map(|about| about.0));
    }
    if let Command::MendNote { note, .. } = command {
        return At::Note(Some(note.0));
    }
    if let Command::Dissent { against, .. } = command {
        return At::Dissent(act::target_name(against));
    }
    let more = matches!(
        command,
        Command::Rename { .. } | Command::TakeRole { .. } | Command::MeetDissent { .. }
    );
    if more {
        return At::More;
    }
    if matches!(command, Command::Queue { .. }) {
        return At::Speak;
    }
    let writes = matches!(
        command,
        Command::Answer { .. } | Command::Vote { .. } | Command::Commit { .. }
    );
    if writes { At::Change } else { At::Main }
}

/// Moves an item of an order, on a page without script: nothing is handed in.
fn moved(asked: &Asked, hub: &Hub) -> Reply {
    let Some((mark, number)) = here(asked, hub) else {
        return no_seat();
    };
    let mut order: Vec<_> = asked.fields.all("order").map(str::to_owned).collect();
    let (way, at) = asked
        .fields
        .get("move")
        .and_then(|said| said.split_once('-'))
        .unwrap_or_default();
    let at = at.parse().unwrap_or(usize::MAX);
    let other = match way {
        "up" => at.checked_sub(1),
        _ => at.checked_add(1),
    };
    if let Some(other) = other.filter(|other| *other < order.len() && at < order.len()) {
        order.swap(at, other);
    }
    let typed = asked.fields.clone().with("order", order.into_iter());
    let typed = typed.with("moved", ["1".to_owned()].into_iter());
    Reply::page(
        200,
        rendered(hub, &mark, number, At::Change, Some((&typed, ""))),
    )
}

/// Takes a device that several share.
fn turn(asked: &Asked, hub: &Hub) -> Reply {
    let Some((_, number)) = here(asked, hub) else {
        return no_seat();
    };
    let person = asked
        .fields
        .get("person")
        .and_then(|said| said.parse().ok())
        .map(PersonId);
    let session = hub.session();
    let people = session.people_on(number);
    let mut inner = hub.inner();
    inner.live(number).held_by = person.filter(|person| people.contains(person));
    drop(inner);
    hub.wake();
    Reply::to("/me")
}

/// Tells the desk that somebody needs more time.
fn more_time(asked: &Asked, hub: &Hub) -> Reply {
    match here(asked, hub) {
        Some((mark, number)) if hub.acts(&mark).is_some() => {
            hub.asks_time(number);
            Reply::to("/me")
        }
        Some(_) | None => no_seat(),
    }
}

/// Keeps what is being typed.
fn draft(asked: &Asked, hub: &Hub) -> Reply {
    let Some((mark, _)) = here(asked, hub) else {
        return no_seat();
    };
    let acts = hub.acts(&mark);
    let Some(me) = acts else {
        return no_seat();
    };
    let view = hub.session().view_now(Viewer::Person(me), clock::now());
    let Some((key, draft)) = typed::draft(&asked.fields, me, &view) else {
        return not_understood();
    };
    let typing = &mut hub.inner().typing;
    match draft {
        Some(_) => typing.insert(key.clone(), (typed::said(&view), asked.fields.clone())),
        None => typing.remove(&key),
    };
    hub.client(me).draft(key, draft);
    Reply::of(204, "text/plain; charset=utf-8", String::new())
}

/// Why it was refused, for the script: percent-encoded, since a header holds no more.
pub(super) const SAYS: &str = "x-says";

pub(super) fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The same answer for our script.
pub(super) fn as_json(mut reply: Reply) -> Reply {
    let Payload::Whole(_) = &reply.body else {
        return reply;
    };
    let header = |name: &str| {
        reply
            .more
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.clone())
    };
    let says = header(SAYS).unwrap_or_default();
    let says = percent_encoding::percent_decode_str(&says)
        .decode_utf8_lossy()
        .into_owned();
    let to = header("location");
    let done = reply.status == 303;
    reply.body = Payload::Whole(serde_json::json!({ "says": says, "to": to }).to_string());
    reply.kind = "application/json";
    reply.status = if done { 200 } else { reply.status };
    reply
        .more
        .retain(|(name, _)| *name != "location" && *name != SAYS);
    reply
}
