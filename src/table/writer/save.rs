//! Bringing to disk what waits, and what to do where the disk does not take it.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use super::Writer;
use crate::{
    clock,
    fault::Fault,
    home::private_folder,
    journal::{
        Failure, Journal,
        name::{file_name, fresh},
    },
    session::{Actor, DraftKey, Entry, Event},
    table::{News, Trouble},
    text::Clean,
};

impl Writer {
    /// Brings to disk what waits, and publishes it.
    pub(super) fn save(&mut self) {
        if self.all_stands() {
            return self.nothing_waits();
        }
        let closes = |entry: &Entry| matches!(entry.event, Event::Closed { .. });
        if self.waiting.last().is_some_and(closes) {
            return self.save_at_last();
        }
        if let Some(fault) = self.trouble.clone().filter(|_| self.keeper.waits()) {
            return self.answer_all(&Err(Trouble::NotSaved(fault)));
        }
        self.try_to_save();
    }

    /// The same, with the space that was kept for the end of a session on a full disk.
    pub(super) fn save_at_last(&mut self) {
        if self.all_stands() {
            return self.nothing_waits();
        }
        let written = self.write();
        match written {
            Err(Failure::Write(_)) if self.journal.as_ref().is_some_and(Journal::use_reserve) => {
                self.try_to_save();
            }
            other => self.end_try(other),
        }
    }

    /// Nothing waits, and what is saved lies in a file that is trusted.
    fn all_stands(&self) -> bool {
        self.waiting.is_empty() && !self.journal.as_ref().is_some_and(Journal::is_dead)
    }

    /// Another program may have moved, replaced, shortened or deleted the file since it was last
    /// written to: then the session goes on in a new one.
    pub(super) fn look_after(&mut self) {
        if let Some(Err(error)) = self.journal.as_mut().map(Journal::stands) {
            self.end_try(Err(Failure::Sync(error)));
        }
    }

    fn try_to_save(&mut self) {
        let written = self.write();
        self.end_try(written);
    }

    fn end_try(&mut self, written: Result<(), Failure>) {
        match written {
            Ok(()) => self.publish(),
            Err(Failure::Write(error)) => {
                let what = "NOT SAVED: it is kept in memory and tried again";
                self.fail(Fault::of_io(what, &self.place(), &error));
            }
            Err(Failure::Sync(error)) => {
                let what = "NOT SAVED: the disk did not take it";
                let fault = Fault::of_io(what, &self.place(), &error);
                self.tell(&News::NotSaved(fault.clone()));
                self.rescue(None, fault);
            }
        }
    }

    fn write(&mut self) -> Result<(), Failure> {
        self.own_up();
        match &mut self.journal {
            Some(journal) => journal.append(&mut self.waiting),
            None => self.create(),
        }
    }

    /// Bytes that are no entry stand at the end of the file: an entry says so first.
    fn own_up(&mut self) {
        let Some(journal) = &self.journal else {
            return;
        };
        let (Some(bytes), last) = (journal.to_mend(), journal.last()) else {
            return;
        };
        let written = self.waiting.iter().take_while(|entry| entry.n <= last);
        let mut later = self.waiting.split_off(written.count());
        if let Some(Event::Mended { bytes: said }) = later.first_mut().map(|next| &mut next.event) {
            *said = bytes;
            self.waiting.append(&mut later);
            return;
        }
        let at = later.first().map_or_else(self.world.clock, |next| next.at);
        self.working = (*self.published).clone();
        for entry in std::mem::take(&mut self.waiting) {
            self.add(entry.id, entry.by, entry.event, entry.at);
        }
        let mended = Event::Mended { bytes };
        self.add(clock::command_id(), Actor::Program, mended, at);
        for mut entry in later {
            // What is not written yet moves back by one, and so does what is said about it.
            for about in entry.event.refers_to() {
                if *about > last {
                    *about = about.next();
                }
            }
            self.add(entry.id, entry.by, entry.event, entry.at);
        }
    }

    fn create(&mut self) -> Result<(), Failure> {
        let Some(first) = &self.first else {
            return Err(Failure::Write(io::Error::other("it has no file")));
        };
        private_folder(&self.folder)
            .map_err(|fault| Failure::Write(io::Error::other(fault.line().to_string())))?;
        let path = fresh(&self.folder, &file_name(first, &title(first)));
        let mut entries = vec![first.clone()];
        entries.append(&mut self.waiting.clone());
        let journal = Journal::create(Arc::clone(&self.world.disk), &path, &mut entries)?;
        self.shared.set_path(journal.path());
        self.journal = Some(journal);
        self.first = None;
        Ok(())
    }

    /// Everything that waited is on disk.
    fn publish(&mut self) {
        for entry in std::mem::take(&mut self.waiting) {
            if let Some(key) = DraftKey::of(entry.by, &entry.event) {
                self.keeper.change(key, None);
            }
        }
        self.published = Arc::new(self.working.clone());
        *self.shared.session() = Arc::clone(&self.published);
        self.keeper.head_is_behind();
        if let Some(journal) = &self.journal {
            journal.keep_reserve();
        }
        self.nothing_waits();
    }

    /// Everything is on disk, and what was asked meanwhile had nothing to add.
    fn nothing_waits(&mut self) {
        self.keeper.wait_no_more();
        self.answer_all(&Ok(()));
        let mut done = std::mem::take(&mut self.done);
        done.dedup();
        if !done.is_empty() {
            self.tell(&News::Published {
                session: Arc::clone(&self.published),
                done,
            });
        }
        self.shared.unsaved.store(false, Ordering::SeqCst);
        if self.trouble.take().is_some() && self.drafts_trouble.is_none() {
            self.tell(&News::SavedAgain);
        }
    }

    fn fail(&mut self, fault: Fault) {
        self.shared.unsaved.store(true, Ordering::SeqCst);
        self.keeper.try_again();
        self.answer_all(&Err(Trouble::NotSaved(fault.clone())));
        self.tell(&News::NotSaved(fault.clone()));
        self.trouble = Some(fault);
    }

    /// Goes on in another folder, with all that is in memory only.
    pub(super) fn save_in(&mut self, folder: PathBuf) {
        if self.view_only.is_some() {
            return;
        }
        // A folder that is there is somebody's own, and stays as open as it is.
        if !folder.is_dir()
            && let Err(fault) = private_folder(&folder)
        {
            return self.fail(fault);
        }
        if self.journal.is_none() {
            self.folder = folder;
            if !self.waiting.is_empty() {
                self.try_to_save();
            }
            return;
        }
        let what = "NOT SAVED in the other folder either";
        self.rescue(Some(&folder), Fault::new(what, "Name another folder."));
    }

    /// Goes on in a new file that holds everything.
    fn rescue(&mut self, folder: Option<&Path>, why: Fault) {
        let Some(journal) = &mut self.journal else {
            return self.fail(why);
        };
        match journal.rescue(&mut self.waiting, folder) {
            Ok(()) => {
                let path = journal.path().to_owned();
                self.shared.set_path(&path);
                self.keeper.are_elsewhere();
                self.publish();
                self.tell(&News::Told(Clean::line(&format!(
                    "The session goes on in a new file that holds everything: {}",
                    path.display()
                ))));
            }
            Err(_) => self.fail(why),
        }
    }

    fn answer_all(&mut self, result: &Result<(), Trouble>) {
        for waits in self.replies.drain(..) {
            let session = Arc::clone(&self.published);
            waits.answer(result.clone().map(|()| session));
        }
    }

    fn place(&self) -> PathBuf {
        match &self.journal {
            Some(journal) => journal.path().to_owned(),
            None => self.folder.clone(),
        }
    }
}

fn title(first: &Entry) -> Clean {
    match &first.event {
        Event::Opened(opened) => opened.case.title.clone(),
        _ => Clean::default(),
    }
}
