//! A real browser, driven over its own protocol: Chromium without a window, its messages on two
//! pipes, and in it as many phones as are wanted, each with cookies and a memory of its own.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command as Program, Stdio},
    sync::mpsc::{self, Receiver},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take on a machine that is busy with other things.
const LONGEST: Duration = Duration::from_secs(60);

/// A browser, until it is dropped.
pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    count: u64,
    /// What it told by itself: requests, errors, dialogs …
    heard: Vec<Value>,
    _profile: TempDir,
}

/// A page in a browser, with its own cookies.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    session: String,
}

impl Browser {
    /// Who asks for these tests hears where they cannot run, and they do not pass.
    pub(crate) fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut program = Program::new("sh");
        // The browser reads at 3 and writes at 4.
        program
            .args([
                "-c",
                "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null",
                "sh",
            ])
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-pipe",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = program.spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for message in BufReader::new(from).split(0) {
                let Ok(message) = message else { return };
                let _ = sender.send(serde_json::from_slice(&message).unwrap());
            }
        });
        let mut browser = Self {
            child,
            to,
            from: receiver,
            count: 0,
            heard: Vec::new(),
            _profile: profile,
        };
        browser.call(None, "Browser.getVersion", &json!({}));
        browser
    }

    fn call(&mut self, tab: Option<&Tab>, method: &str, params: &Value) -> Value {
        let answer = self.asks(tab, method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The answer to a message; what comes in between is kept.
    fn asks(&mut self, tab: Option<&Tab>, method: &str, params: &Value) -> Value {
        self.count += 1;
        let mut message = json!({ "id": self.count, "method": method, "params": params });
        if let Some(tab) = tab {
            message["sessionId"] = json!(tab.session);
        }
        let sent = self.to.write_all(format!("{message}\0").as_bytes());
        sent.expect("Chromium is missing here, or does not start");
        loop {
            let got = self.from.recv_timeout(LONGEST);
            let got = got.unwrap_or_else(|error| {
                panic!("Chromium is missing here, or does not answer to {method}: {error}")
            });
            if got["id"] == json!(self.count) {
                return got;
            }
            if got["method"] == "Page.javascriptDialogOpening" {
                let said = got["params"].to_string();
                panic!("a page opened a dialog: {said}");
            }
            self.heard.push(got);
        }
    }

    /// A phone with nothing on it yet. `script`: whether it runs scripts.
    pub(crate) fn phone(&mut self, size: (u32, u32), script: bool) -> Tab {
        let context = self.call(None, "Target.createBrowserContext", &json!({}));
        let wanted =
            json!({ "url": "about:blank", "browserContextId": context["browserContextId"] });
        let target = self.call(None, "Target.createTarget", &wanted);
        let wanted = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.call(None, "Target.attachToTarget", &wanted);
        let session = attached["sessionId"].as_str().unwrap().to_owned();
        let tab = Tab { session };
        for area in ["Page", "Network", "Log", "Runtime", "DOM"] {
            self.call(Some(&tab), &format!("{area}.enable"), &json!({}));
        }
        self.resize(&tab, size, 1.0);
        let emulation = "Emulation.setFocusEmulationEnabled";
        self.call(Some(&tab), emulation, &json!({ "enabled": true }));
        let without = json!({ "value": !script });
        self.call(Some(&tab), "Emulation.setScriptExecutionDisabled", &without);
        tab
    }

    pub(crate) fn resize(&mut self, tab: &Tab, (wide, high): (u32, u32), scale: f64) {
        let size =
            json!({ "width": wide, "height": high, "deviceScaleFactor": scale, "mobile": true });
        self.call(Some(tab), "Emulation.setDeviceMetricsOverride", &size);
    }

    pub(crate) fn darkens(&mut self, tab: &Tab, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let wanted = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call(Some(tab), "Emulation.setEmulatedMedia", &wanted);
    }

    /// Opens a page and waits until it is there.
    pub(crate) fn go(&mut self, tab: &Tab, address: &str) {
        self.eval(tab, "window.before = 1");
        let got = self.call(Some(tab), "Page.navigate", &json!({ "url": address }));
        assert!(got.get("errorText").is_none(), "{address}: {got}");
        self.until(tab, "!window.before && document.readyState === 'complete'");
    }

    /// What an expression is worth on a page; nothing while it changes to another page.
    pub(crate) fn eval(&mut self, tab: &Tab, expression: &str) -> Value {
        let wanted =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let got = self.asks(Some(tab), "Runtime.evaluate", &wanted);
        let wrong = &got["result"]["exceptionDetails"];
        assert!(wrong.is_null(), "{expression}: {wrong}");
        got["result"]["result"]["value"].clone()
    }

    pub(crate) fn text(&mut self, tab: &Tab, expression: &str) -> String {
        let value = self.eval(tab, expression);
        value.as_str().map(str::to_owned).unwrap_or_default()
    }

    /// Waits until an expression holds.
    pub(crate) fn until(&mut self, tab: &Tab, expression: &str) {
        let begun = Instant::now();
        let whole = format!("!!({expression})");
        while self.eval(tab, &whole) != json!(true) {
            if begun.elapsed() > LONGEST {
                let page = self.text(tab, "document.documentElement.outerHTML");
                panic!("never: {expression}\n{page}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Writes into a field, as a keyboard does.
    pub(crate) fn writes(&mut self, tab: &Tab, field: &str, text: &str) {
        self.until(
            tab,
            &format!("document.querySelector({}) && (document.querySelector({0}).focus(), document.querySelector({0}).select(), 1)", json!(field)),
        );
        self.call(Some(tab), "Input.insertText", &json!({ "text": text }));
    }

    /// Presses something.
    pub(crate) fn presses(&mut self, tab: &Tab, what: &str) {
        let expression = format!("(document.querySelector({}) || {{}}).click", json!(what));
        self.until(tab, &expression);
        self.eval(
            tab,
            &format!("document.querySelector({}).click()", json!(what)),
        );
    }

    /// Presses what leads to another page, and waits until that is there.
    pub(crate) fn leads(&mut self, tab: &Tab, what: &str) {
        self.eval(tab, "window.before = 1");
        self.presses(tab, what);
        self.until(tab, "!window.before && document.readyState === 'complete'");
    }

    pub(crate) fn screen(&mut self, tab: &Tab) -> String {
        self.text(tab, "(document.body || {dataset:{}}).dataset.screen || ''")
    }

    pub(crate) fn cookie(&mut self, tab: &Tab) -> String {
        let got = self.call(Some(tab), "Network.getCookies", &json!({}));
        let cookies = got["cookies"].as_array().unwrap();
        let mut all = String::new();
        for cookie in cookies {
            let (name, value) = (&cookie["name"], &cookie["value"]);
            let _ = write!(
                all,
                "{}={}",
                name.as_str().unwrap(),
                value.as_str().unwrap()
            );
        }
        all
    }

    /// Whatever a page asked for elsewhere than at its own address, or complained about.
    pub(crate) fn faults(&mut self, own: &str) -> Vec<String> {
        let is_fault = |one: &&Value| match one["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                let url = one["params"]["request"]["url"].as_str().unwrap();
                !url.starts_with(own) && !url.starts_with("data:") && !url.starts_with("about:")
            }
            "Runtime.exceptionThrown" => true,
            "Log.entryAdded" => {
                let entry = &one["params"]["entry"];
                // A refusal and a laptop that is not there for a moment are no faults of a page.
                entry["level"] == "error" && entry["source"] != "network"
            }
            _ => false,
        };
        let heard = self.heard.iter().filter(is_fault);
        heard.map(ToString::to_string).collect()
    }

    /// The tree that is read aloud: role and name of each part that is not ignored.
    pub(crate) fn read_aloud(&mut self, tab: &Tab) -> Vec<(String, String)> {
        let tree = self.call(Some(tab), "Accessibility.getFullAXTree", &json!({}));
        let nodes = tree["nodes"].as_array().unwrap().iter();
        let read = nodes.filter(|node| node["ignored"] != json!(true));
        read.map(|node| {
            let word = |name: &str| node[name]["value"].as_str().unwrap_or_default().to_owned();
            (word("role"), word("name"))
        })
        .collect()
    }

    /// A picture of what is seen, as PNG.
    pub(crate) fn picture(&mut self, tab: &Tab) -> Vec<u8> {
        let got = self.call(
            Some(tab),
            "Page.captureScreenshot",
            &json!({ "format": "png" }),
        );
        bytes(&got["data"])
    }

    /// The page on A4, as PDF.
    pub(crate) fn prints(&mut self, tab: &Tab) -> Vec<u8> {
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        let got = self.call(Some(tab), "Page.printToPDF", &paper);
        bytes(&got["data"])
    }
}

/// What stands in base 64.
fn bytes(data: &Value) -> Vec<u8> {
    let worth = |sign: u8| match sign {
        b'A'..=b'Z' => Some(sign - b'A'),
        b'a'..=b'z' => Some(sign - b'a' + 26),
        b'0'..=b'9' => Some(sign - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let signs: Vec<_> = data.as_str().unwrap().bytes().filter_map(worth).collect();
    let three = |four: &[u8]| {
        let all = four
            .iter()
            .fold(0_u32, |all, sign| all << 6 | u32::from(*sign));
        let all = all << (6 * (4 - four.len()));
        all.to_be_bytes()[1..four.len()].to_vec()
    };
    signs.chunks(4).flat_map(three).collect()
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self
            .to
            .write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
