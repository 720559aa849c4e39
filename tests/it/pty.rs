//! The real binary in a pseudo-terminal: keys in, screens out, and how the terminal is left.

use std::{
    io::{Read, Write},
    path::PathBuf,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::{Termios, tcgetattr};
use tempfile::TempDir;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal of its own, with a data folder of its own.
pub(crate) struct Terminal {
    pub(crate) data: Arc<TempDir>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    chunks: mpsc::Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was ever written to the terminal.
    pub(crate) bytes: Vec<u8>,
    before: Termios,
    size: (u16, u16),
}

/// The binary under test.
pub(crate) fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_roundtable"))
}

impl Terminal {
    /// Starts the program at 80×24.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_in(Arc::new(TempDir::new().unwrap()), arguments, (80, 24))
    }

    /// Starts the program with that data folder and size.
    pub(crate) fn start_in(data: Arc<TempDir>, arguments: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(data, arguments, size, &[])
    }

    /// The same with more of its surroundings.
    pub(crate) fn start_with(
        data: Arc<TempDir>,
        arguments: &[&str],
        size: (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let (cols, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let before = termios(pair.master.as_ref());
        let mut command = CommandBuilder::new(binary());
        command.args(arguments);
        command.env_clear();
        command.env("ROUNDTABLE_DATA", data.path());
        command.env("TERM", "xterm-256color");
        let editor = data.path().join("editor");
        if editor.exists() {
            command.env("EDITOR", format!("sh {}", editor.display()));
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in variables {
            command.env(name, value);
        }
        command.cwd(data.path());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, chunks) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            data,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            chunks,
            screen: vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0),
            bytes: Vec::new(),
            before,
            size,
        }
    }

    /// Presses keys and waits for words, pair by pair.
    pub(crate) fn goes(&mut self, steps: &[(&str, &str)]) {
        for (keys, words) in steps {
            self.press(keys);
            self.wait(words);
        }
    }

    /// Presses keys; `\r` is Enter, `\x1b` Esc.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Makes the window another size.
    pub(crate) fn resize(&mut self, (cols, rows): (u16, u16)) {
        let (pixel_width, pixel_height) = (0, 0);
        let size = PtySize {
            rows,
            cols,
            pixel_width,
            pixel_height,
        };
        self.size = (cols, rows);
        self.screen = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        self.master.resize(size).unwrap();
    }

    /// Waits until the screen shows a text.
    pub(crate) fn wait(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen is as wanted, and whole: what stands on half a frame is of two
    /// screens.
    pub(crate) fn wait_until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while self.is_within_a_frame() || !wanted(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.take(&chunk),
                Err(_) => panic!("{what:?} never came:\n{}", self.text()),
            }
        }
    }

    /// Whether a frame was begun that has not ended yet (synchronized updates, mode 2026).
    fn is_within_a_frame(&self) -> bool {
        let marks = self.bytes.windows(8).rev();
        let mut marks = marks.filter_map(|mark| mark.strip_prefix(b"\x1b[?2026"));
        marks.next() == Some(b"h")
    }

    fn take(&mut self, chunk: &[u8]) {
        self.screen.process(chunk);
        self.bytes.extend_from_slice(chunk);
    }

    /// What is on the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: i32) {
        let pid = rustix::process::Pid::from_raw(self.pid()).unwrap();
        let signal = rustix::process::Signal::from_named_raw(signal).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Whether it has not ended yet.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits until the program sleeps, as the shell sees it.
    pub(crate) fn stopped(&self) {
        let end = Instant::now() + PATIENCE;
        let stat = format!("/proc/{}/stat", self.pid());
        let asleep = || std::fs::read_to_string(&stat).is_ok_and(|stat| stat.contains(") T "));
        while !asleep() {
            assert!(Instant::now() < end, "it does not sleep");
            thread::yield_now();
        }
    }

    /// Waits for the program's end. Its exit code, where it has one.
    pub(crate) fn ended(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(chunk) = self.chunks.try_recv() {
                self.take(&chunk);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.text());
            if let Ok(chunk) = self.chunks.recv_timeout(Duration::from_millis(5)) {
                self.take(&chunk);
            }
        }
    }

    /// Waits until the terminal is as it was found, whoever restores it.
    pub(crate) fn restored(&mut self) {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(chunk) = self.chunks.try_recv() {
                self.take(&chunk);
            }
            let left = self.left_over();
            if left.is_empty() {
                return;
            }
            assert!(Instant::now() < end, "left behind: {left:?}");
            if let Ok(chunk) = self.chunks.recv_timeout(Duration::from_millis(5)) {
                self.take(&chunk);
            }
        }
    }

    /// What is not as it was found.
    fn left_over(&self) -> Vec<&'static str> {
        let screen = self.screen.screen();
        let mut left = Vec::new();
        if screen.alternate_screen() {
            left.push("alternate screen");
        }
        if screen.hide_cursor() {
            left.push("hidden cursor");
        }
        if screen.bracketed_paste() {
            left.push("bracketed paste");
        }
        if screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None {
            left.push("mouse");
        }
        let now = termios(self.master.as_ref());
        let same = now.input_modes == self.before.input_modes
            && now.output_modes == self.before.output_modes
            && now.control_modes == self.before.control_modes
            && now.local_modes == self.before.local_modes;
        if !same {
            left.push("terminal settings");
        }
        left
    }

    /// Starts the program again on the same data, once it has let go of them.
    pub(crate) fn again(self, arguments: &[&str]) -> Self {
        let (data, size) = (Arc::clone(&self.data), self.size);
        self.close().ended();
        Self::start_in(data, arguments, size)
    }

    /// Closes the window.
    pub(crate) fn close(self) -> Closed {
        let Self { child, chunks, .. } = self;
        // The thread that reads holds the window open until nobody takes what it has read: the
        // keys that the writer sends when it is dropped bring it something to read.
        drop(chunks);
        Closed(Mutex::new(child))
    }
}

/// A program whose window was closed.
pub(crate) struct Closed(Mutex<Box<dyn Child + Send + Sync>>);

impl Closed {
    /// Waits for the program's end.
    pub(crate) fn ended(&self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.0.lock().unwrap().try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it does not end without its window");
            thread::yield_now();
        }
    }
}

fn termios(master: &(dyn MasterPty + Send)) -> Termios {
    let fd = master.as_raw_fd().unwrap();
    // The master has the settings of the terminal that it drives.
    let path = format!("/proc/self/fd/{fd}");
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path);
    match file {
        Ok(file) if tcgetattr(&file).is_ok() => tcgetattr(&file).unwrap(),
        _ => panic!("the terminal's settings cannot be read"),
    }
}
