//! A session with its pages over the real server, on an address of this computer that is not
//! `localhost`, and a phone: a client of our own that speaks HTTP.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

use roundtable::{
    case::Case,
    home::Home,
    protocol::Protocol,
    session::{Actor, Command, Opened, View, Viewer},
    table::{Client, Table},
    web::{self, Web, Wish},
};
use tempfile::TempDir;
use tokio::net::TcpSocket;

use crate::desk::{join, opened};

/// A session with its pages.
pub(crate) struct PhoneRig {
    pub(crate) folder: TempDir,
    pub(crate) table: Table,
    pub(crate) desk: Client,
    pub(crate) web: Option<Web>,
    port: Option<u16>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// A phone, with all the bytes that ever came to it.
pub(crate) struct Phone {
    pub(crate) at: SocketAddrV4,
    pub(crate) cookie: Option<String>,
    pub(crate) bytes: String,
}

pub(crate) fn ip() -> Ipv4Addr {
    web::addresses()
        .first()
        .map_or(Ipv4Addr::new(127, 0, 0, 2), |one| one.ip)
}

impl PhoneRig {
    pub(crate) fn open(case: Case, protocol: &str, names: &[&str]) -> Self {
        Self::of(case, Protocol::find(protocol).unwrap().clone(), names)
    }

    pub(crate) fn of(case: Case, protocol: Protocol, names: &[&str]) -> Self {
        let mut first = opened(case);
        first.protocol = Arc::new(protocol);
        Self::begun(first, names)
    }

    pub(crate) fn begun(first: Opened, names: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::find(Some(folder.path().to_owned())).unwrap();
        let table = Table::open(&home, first).unwrap();
        let desk = table.client(Actor::Desk);
        for name in names {
            desk.ask(join(name)).unwrap();
        }
        let mut site = Self {
            folder,
            table,
            desk,
            web: None,
            port: None,
        };
        site.lets_phones_in();
        site
    }

    pub(crate) fn lets_phones_in(&mut self) {
        self.lets_phones_in_at(ip());
    }

    pub(crate) fn lets_phones_in_at(&mut self, ip: Ipv4Addr) {
        self.web = None;
        let wish = Wish {
            phones: true,
            ip: Some(ip),
            port: self.port,
            connections: None,
            wifi: Some(self.folder.path().join("wifi.json")),
        };
        self.web = Some(Web::open(&self.table, &wish).unwrap());
    }

    /// Moves to a port that no other session takes while this one is away.
    pub(crate) fn moves(&mut self) {
        let free = TcpListener::bind((ip(), 0)).unwrap();
        self.port = Some(free.local_addr().unwrap().port());
        drop(free);
        self.web = None;
        self.lets_phones_in();
    }

    pub(crate) fn web(&self) -> &Web {
        self.web.as_ref().unwrap()
    }

    pub(crate) fn phone(&self) -> Phone {
        let at = self.web().standing().address.unwrap();
        Phone {
            at,
            cookie: None,
            bytes: String::new(),
        }
    }

    /// The browser of the laptop, which has the room's page.
    pub(crate) fn room(&self) -> Phone {
        let here = &self.web().standing().room;
        let here = here.strip_prefix("http://").unwrap().strip_suffix("/ROOM");
        Phone {
            at: here.unwrap().parse().unwrap(),
            cookie: None,
            bytes: String::new(),
        }
    }

    pub(crate) fn joined(&self, name: &str) -> Phone {
        let mut phone = self.phone();
        let code = self.web().standing().code;
        let got = phone.post("/join", &format!("code={code}&name={name}"));
        assert_eq!(got.status, 303, "{got:?}");
        phone
    }

    pub(crate) fn view(&self) -> View {
        self.desk
            .session()
            .view(Viewer::Facilitator, roundtable::clock::now())
    }

    pub(crate) fn advance(&self) {
        let from = self.table.session().place();
        self.desk.ask(Command::Advance { from }).unwrap();
    }

    /// The program is killed and started again: everything but the files is gone.
    pub(crate) fn is_started_again(&mut self) {
        let path = self.table.journal_path().unwrap();
        self.web = None;
        self.table.clone().close();
        let (table, _) = Table::resume(&path).unwrap();
        self.desk = table.client(Actor::Desk);
        self.table = table;
        self.lets_phones_in();
    }
}

/// Sends bytes and reads what comes back.
pub(crate) fn talk(at: SocketAddrV4, bytes: &[u8]) -> Got {
    tries(at, bytes).unwrap()
}

/// The same, where perhaps nobody is there.
pub(crate) fn tries(at: SocketAddrV4, bytes: &[u8]) -> io::Result<Got> {
    says(TcpStream::connect(at)?, bytes)
}

/// The same from one of 250 addresses, all of this computer, to one of it.
pub(crate) fn talk_from(address: u8, at: SocketAddrV4, bytes: &[u8]) -> Got {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    let connected = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        let own = Ipv4Addr::new(127, 1, 0, address);
        socket.bind((own, 0).into()).unwrap();
        socket.connect(at.into()).await.unwrap().into_std().unwrap()
    });
    connected.set_nonblocking(false).unwrap();
    says(connected, bytes).unwrap()
}

fn says(mut stream: TcpStream, bytes: &[u8]) -> io::Result<Got> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(bytes)?;
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let text = String::from_utf8_lossy(&all).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or(0);
    Ok(Got {
        status,
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    })
}

impl Phone {
    pub(crate) fn ask(&mut self, line: &str, more: &str, body: &[u8]) -> Got {
        let at = self.at;
        let cookie = self
            .cookie
            .as_ref()
            .map_or_else(String::new, |cookie| format!("Cookie: {cookie}\r\n"));
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n{cookie}{more}Content-Length: {}\r\n\r\n",
            body.len()
        );
        let got = talk(at, &[head.as_bytes(), body].concat());
        self.bytes += &got.body;
        if let Some((_, cookie)) = got.head.split_once("set-cookie: ") {
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        got
    }

    pub(crate) fn get(&mut self, path: &str) -> Got {
        self.ask(&format!("GET {path}"), "", b"")
    }

    pub(crate) fn post(&mut self, path: &str, form: &str) -> Got {
        let more = format!(
            "Origin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.at
        );
        self.ask(&format!("POST {path}"), &more, form.as_bytes())
    }

    /// Listens for news; it waits half a second for more at a time.
    pub(crate) fn listens(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.at).unwrap();
        let wait = Duration::from_millis(500);
        stream.set_read_timeout(Some(wait)).unwrap();
        let (at, cookie) = (self.at, self.cookie.as_ref().unwrap());
        let head = format!("GET /news HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    pub(crate) fn screen(&mut self) -> String {
        let got = self.get("/me");
        let (_, rest) = got
            .body
            .split_once("data-screen=\"")
            .unwrap_or_else(|| panic!("{got:?}"));
        rest.split('"').next().unwrap().to_owned()
    }

    /// Fills the form of the page and sends it.
    pub(crate) fn hands_in(&mut self, page: &str, fill: &str, act: &str) -> Got {
        let page = self.get(page).body;
        let body = format!("{}{fill}&do={act}", hidden(&page));
        self.post("/do", &body)
    }
}

pub(crate) fn hidden(html: &str) -> String {
    let form = html.split_once("id=\"form\"").map_or("", |(_, form)| form);
    let form = form.split("</form>").next().unwrap();
    let field = |field: &str| {
        let value = |name: &str| {
            let (_, rest) = field.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        format!("{}={}&", value("name"), value("value"))
    };
    form.split("<input type=\"hidden\" ")
        .skip(1)
        .map(field)
        .collect()
}

pub(crate) fn id(number: u128) -> String {
    format!("{number:032x}")
}

pub(crate) fn wait(mut done: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "it took too long"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
