//! What each part of a session says in lines, for everybody.

use super::{Flow, facts, front::Front, heard, study, together, values, vote};
use crate::{
    case::{Block, Exhibit, Kind, plain},
    protocol::{Edit, See, Who, Write},
    report::{named, words},
    session::{PersonState, PersonView, Place, QuestionView, View, Viewer},
    text::{Clean, plural, questions},
};

/// What can be said now, and what an empty line does.
pub(super) fn what_now(view: &View) -> &'static str {
    let asks_again = |edit| matches!(edit, Edit::NewVersion | Edit::Again | Edit::Beside);
    match &view.step {
        None if view.can.close && !view.can.advance => {
            "Type what will be tried, a line each: NAME: WHAT | WHEN WE LOOK | WHAT WOULD SURPRISE US | WHAT WE EXPECT. Without a name it is the whole group's. One word each: /word NAME: WORD. What may leave this group: /consent NAME: nothing, counted, words or name. An empty line closes the session."
        }
        Some(step) if step.step.takes_answers() && asks_again(step.step.edit) => {
            "/answer NAME writes a new version; the earlier one is kept. An empty line goes on."
        }
        Some(step) if step.step.takes_answers() && view.can.answer => {
            "/answer NAME changes an answer. An empty line goes on."
        }
        Some(step) if step.step.write == Write::Commitment => {
            "Type what will be tried, a line each: NAME: WHAT | WHEN WE LOOK | WHAT WOULD SURPRISE US | WHAT WE EXPECT. Without a name it is the whole group's. An empty line goes on."
        }
        Some(step) if step.step.shows(See::PrivateTally) => {
            "/facilitator shows how the votes fell; turn the screen away first. An empty line goes on."
        }
        Some(step) if step.step.shows(See::Model) => {
            "Say what you make of a claim: /agree 1 NAME: TEXT, /add 2 NAME: TEXT, /contest 3 NAME: TEXT. An empty line goes on."
        }
        Some(step) if step.step.takes_votes() => "An empty line goes on and shows what came of it.",
        Some(step) if view.can.note && step.step.who == Who::InTurn => {
            "Type what each one says, a line each: NAME: TEXT. /turn says whose turn it is. An empty line goes on."
        }
        Some(_) if view.can.note => {
            "Type what is said, a line each, or /builds, /challenges, /asks NAME: TEXT. An empty line goes on."
        }
        _ => "An empty line goes on.",
    }
}

impl Front<'_> {
    /// Says where the session has come to. What everybody hears comes from the room's view.
    pub(super) fn announce(&mut self) -> Flow {
        let view = self.view(Viewer::Room);
        match view.place {
            Place::Gather => self.announce_gathering(&view),
            Place::Over => self.say("The session is closed."),
            Place::At { stop, step } => {
                self.say("")?;
                if (stop, step) == (0, 0) && !view.briefs.nobodys.is_empty() {
                    let roles: Vec<_> = view.briefs.nobodys.iter().map(Clean::as_str).collect();
                    self.say(&format!(
                        "Nobody has the role {}, so nobody reads its brief. /role NAME: ROLE gives one.",
                        roles.join(" or ")
                    ))?;
                }
                match &view.question {
                    Some(question) if view.step.is_some() => self.announce_step(&view, question),
                    _ => self.announce_stop(&view),
                }
            }
        }
    }

    fn announce_gathering(&mut self, view: &View) -> Flow {
        self.say(&format!(
            "{}. Each goes through “{}”:",
            plural(view.case.questions, "question", "questions"),
            view.protocol.name
        ))?;
        for step in view.protocol.steps.iter() {
            self.say(&format!("{}: {}", step.name, step.says))?;
        }
        let briefs = view.briefs.nobodys.iter().map(Clean::as_str);
        let briefs: Vec<_> = briefs.collect();
        if !briefs.is_empty() {
            self.say(&format!(
                "Roles with a brief of their own: {}. Once the session has begun, /brief NAME reads it to whoever has one.",
                briefs.join(", ")
            ))?;
        }
        for (number, name) in &view.protocols {
            self.say(&format!("Question {number} goes through “{name}”."))?;
        }
        if !view.case.roles.is_empty() && !view.alone {
            let roles: Vec<_> = view.case.roles.iter().map(Clean::as_str).collect();
            self.say(&format!(
                "Roles: {}. /join NAME as ROLE takes one.",
                roles.join(", ")
            ))?;
        }
        if view.alone {
            return self.say("Nothing leaves this computer. /help lists all commands.");
        }
        self.say("Everybody shares this keyboard, so nothing here is anonymous. /help lists all commands.")
    }

    fn announce_stop(&mut self, view: &View) -> Flow {
        let now = view.line_now();
        let label = now.map(|line| line.label.clone()).unwrap_or_default();
        let minutes = now.map_or_else(String::new, |line| planned(line.planned_s));
        self.say(&format!("{label}.{minutes}"))?;
        if view.parts.iter().any(|part| part.now) {
            self.reading(view, true)?;
            return self.new_exhibits(view);
        }
        self.dissents(view)?;
        self.titled("What this case was for:", &view.goals)?;
        self.titled("Sources:", &view.sources)
    }

    fn dissents(&mut self, view: &View) -> Flow {
        for (at, dissent) in view.dissents.iter().enumerate() {
            let by = match named(&dissent.by) {
                by if by.is_empty() => "without a name".into(),
                by => by,
            };
            self.say(&format!(
                "Dissent {}, {by}, against {}, {}: {}",
                at + 1,
                dissent.against_words,
                dissent.state.words(),
                dissent.text
            ))?;
            for (state, text) in &dissent.answers {
                self.say(&format!("{}: {text}", state.words()))?;
            }
        }
        Ok(())
    }

    /// The readings of the part that is read now, or of all that may be read.
    fn reading(&mut self, view: &View, only_now: bool) -> Flow {
        for part in view.parts.iter().filter(|part| part.now || !only_now) {
            if let Some(title) = &part.title {
                self.say(title)?;
            }
            for reading in &part.readings {
                self.blocks(&reading.blocks)?;
            }
        }
        Ok(())
    }

    pub(super) fn new_exhibits(&mut self, view: &View) -> Flow {
        for exhibit in &view.exhibits {
            if !self.exhibits.contains(exhibit) {
                self.exhibit(exhibit)?;
            }
        }
        self.exhibits.clone_from(&view.exhibits);
        Ok(())
    }

    pub(super) fn exhibit(&mut self, exhibit: &Exhibit) -> Flow {
        self.say(&format!("{}:", exhibit.title))?;
        self.blocks(&exhibit.blocks)
    }

    fn blocks(&mut self, blocks: &[Block]) -> Flow {
        for block in blocks {
            let number = block.number.map(|number| format!("¶{number} "));
            let number = number.unwrap_or_default();
            self.say(&format!("{number}{}\n", plain(&block.text)))?;
        }
        Ok(())
    }

    fn titled(&mut self, title: &str, blocks: &[Block]) -> Flow {
        if blocks.is_empty() {
            return Ok(());
        }
        self.say(title)?;
        self.blocks(blocks)
    }

    fn announce_step(&mut self, view: &View, question: &QuestionView) -> Flow {
        let Some(step) = &view.step else {
            return Ok(());
        };
        self.say(&format!(
            "Question {} of {}, step {} of {}: {}.{}",
            question.prompt.number,
            view.case.questions,
            step.number,
            step.of,
            step.step.name,
            planned(view.clock.planned_s)
        ))?;
        self.say(&step.step.says)?;
        self.new_exhibits(view)?;
        self.prompt_of(question)?;
        for group in &view.groups {
            let names: Vec<_> = group
                .iter()
                .filter_map(|id| view.person(*id))
                .map(|person| person.name.as_str())
                .collect();
            self.say(&format!("Together: {}", names.join(", ")))?;
        }
        if !step.lonely.is_empty() {
            self.say(&step.lonely)?;
        }
        if step.step.who == Who::InTurn {
            let next = view.next_speaker.and_then(|person| view.person(person));
            let name = next.map_or("nobody", |person| person.name.as_str());
            self.say(&format!(
                "Next to speak: {name}. /turn says who comes then."
            ))?;
        }
        heard::only_new(self, &question.prompt.id, |front| {
            study::studied(front, &question.prompt.kind)?;
            front.answers(question)
        })
    }

    /// The question and what can be picked.
    fn prompt_of(&mut self, question: &QuestionView) -> Flow {
        self.say(&plain(&question.prompt.text))?;
        self.blocks(&question.prompt.body)?;
        for line in values::choices(&question.prompt.kind) {
            self.say(&line)?;
        }
        for hint in &question.hints {
            self.say(&format!("Hint: {}", words::line(hint)))?;
        }
        Ok(())
    }

    /// Everything of a question that may be seen by now.
    fn answers(&mut self, question: &QuestionView) -> Flow {
        let kind = &question.prompt.kind;
        for (at, answer) in question.answers.iter().enumerate() {
            let mut facts = vec![format!("Answer {}", at + 1), named(&answer.by).to_string()];
            facts.extend(answer.role.iter().map(ToString::to_string));
            if answer.changed {
                facts.push("changed after all had been shown".to_owned());
            } else if answer.version > 1 {
                facts.push(format!("version {}", answer.version));
            }
            if answer.strand > 0 {
                facts.push(answer.step.to_string());
            }
            if answer.handed_in {
                facts.push("handed in when the step ended".to_owned());
            }
            let said = values::said(kind, &answer.answer);
            let mut lines = vec![format!("{}: {said}", facts.join(", "))];
            if !answer.moved_by.is_empty() {
                lines.push(format!("Moved by: {}", answer.moved_by));
            }
            heard::tell(self, &lines)?;
        }
        if question.kept_back > 0 {
            let hidden = plural(question.kept_back, "answer is", "answers are");
            self.say(&format!("{hidden} still hidden."))?;
        }
        if let Some(passed) = words::people("Passed", &question.passed) {
            heard::tell(self, &[passed])?;
        }
        if let Some(tally) = question
            .tally
            .as_ref()
            .filter(|_| !self.view(Viewer::Room).alone)
        {
            let mut lines = vec!["What the answers add up to:".to_owned()];
            lines.extend(words::tally(kind, tally));
            lines.extend(words::uncounted(question));
            heard::tell(self, &lines)?;
        }
        vote::rounds(self, question)?;
        self.models(question)?;
        for (at, note) in question.notes.iter().enumerate() {
            let by = named(&note.by);
            let gap = if by.is_empty() { "" } else { ", " };
            let kind = note.kind.words();
            heard::tell(
                self,
                &[format!("Note {}, {kind}{gap}{by}: {}", at + 1, note.text)],
            )?;
        }
        together::themes(self, question)?;
        for follow_up in &question.follow_ups {
            heard::tell(self, &[format!("To ask aloud: {}", words::line(follow_up))])?;
        }
        Ok(())
    }

    /// The model answers, their claims counted through, and the options marked right.
    fn models(&mut self, question: &QuestionView) -> Flow {
        let mut number = 0;
        for (model, answer) in question.models.iter().enumerate() {
            let title = match &answer.title {
                Some(title) => words::line(title).to_string(),
                None => "One possible answer".to_owned(),
            };
            heard::tell(self, &[format!("{}:", title.trim_end_matches(':'))])?;
            for (claim, text) in answer.claims.iter().enumerate() {
                number += 1;
                let mut lines = vec![format!("{number}. {}", plain(text))];
                let stances = question.stances.iter().filter(|stance| {
                    (usize::from(stance.model), usize::from(stance.claim)) == (model, claim)
                });
                lines.extend(stances.map(|stance| {
                    let (by, word) = (named(&stance.by), stance.stance.word());
                    format!("{by}, {word}: {}", stance.text)
                }));
                heard::tell(self, &lines)?;
            }
        }
        if let Kind::Choice { options, .. } = &question.prompt.kind {
            let right = question.right.iter();
            for right in right.filter_map(|at| options.get(usize::from(*at))) {
                heard::tell(self, &[format!("Marked right: {}", words::line(right))])?;
            }
        }
        Ok(())
    }

    pub(super) fn read_again(&mut self) -> Flow {
        let view = self.view(Viewer::Room);
        self.reading(&view, false)?;
        for exhibit in &view.exhibits {
            self.exhibit(exhibit)?;
        }
        study::marks(self)?;
        match &view.question {
            Some(question) => self.prompt_of(question),
            None => Ok(()),
        }
    }

    pub(super) fn answers_again(&mut self) -> Flow {
        let view = self.view_of_all(Viewer::Room);
        match &view.question {
            Some(question) => {
                self.prompt_of(question)?;
                self.answers(question)?;
            }
            None => {
                for question in &view.past {
                    self.question_again(question)?;
                }
            }
        }
        self.dissents(&view)
    }

    /// A question that was asked before, and all that was said to it.
    pub(super) fn question_again(&mut self, question: &QuestionView) -> Flow {
        self.say(&format!("Question {}:", question.prompt.number))?;
        self.prompt_of(question)?;
        self.answers(question)
    }

    pub(super) fn facilitator(&mut self) -> Flow {
        let view = self.view(Viewer::Facilitator);
        let asked = view.question.as_ref();
        let to_question = asked.is_some_and(|asked| {
            !(asked.facilitator_notes.is_empty() && asked.listen_for.is_empty())
        });
        if view.alone && view.facilitator_notes.is_empty() && !to_question {
            return self.say(words::NOTES_ALONE);
        }
        self.say(match view.alone {
            true => "The author wrote this to whoever leads a group:",
            false => "For the facilitator:",
        })?;
        self.blocks(&view.facilitator_notes)?;
        self.titled("Learning goals:", &view.facilitator_goals)?;
        facts::list(self, &view)?;
        together::private_tally(self, &view)?;
        if let Some(question) = &view.question {
            for note in &question.facilitator_notes {
                self.say(&plain(note))?;
            }
            for listen in &question.listen_for {
                self.say(&format!("Listen for: {}", words::line(listen)))?;
            }
            for follow_up in &question.follow_ups {
                self.say(&format!("To ask aloud: {}", words::line(follow_up)))?;
            }
        }
        Ok(())
    }

    pub(super) fn who(&mut self) -> Flow {
        let view = self.view(Viewer::Facilitator);
        for person in &view.people {
            let state = match person.state {
                _ if !person.here => "has left",
                PersonState::Free => "is here",
                PersonState::Open => "has not answered yet",
                PersonState::Answered => "has answered",
                PersonState::Passed => "passed",
            };
            let role = person.role.iter().map(|role| format!(" ({role})"));
            let seat = match view.seat == Some(person.id) {
                true => ", and is the facilitator",
                false => "",
            };
            let role: String = role.collect();
            self.say(&format!("{}{role} {state}{seat}", person.name))?;
        }
        Ok(())
    }

    pub(super) fn time(&mut self) -> Flow {
        let clock = self.view(Viewer::Room).clock;
        if clock.running {
            let taken = minutes(clock.spent_ms / 1000);
            let of = clock.planned_s.map(|planned| minutes(u64::from(planned)));
            let of = of.map_or_else(String::new, |of| format!(" of {of} planned"));
            self.say(&format!("This step: {taken}{of}."))?;
        }
        let (taken, planned) = (clock.total_spent_ms / 1000, clock.total_planned_s);
        let there = if clock.given { "there are" } else { "planned" };
        self.say(&format!(
            "The session: {} of {} {there}.",
            minutes(taken),
            minutes(u64::from(planned))
        ))?;
        if let Some(over) = clock.over_s() {
            self.say(&format!("That is over by {}.", minutes(over)))?;
        }
        self.late()
    }

    /// What does not fit, and what to leave out first.
    fn late(&mut self) -> Flow {
        let budget = self.view(Viewer::Facilitator).budget();
        if budget.leave_out.is_empty() {
            return Ok(());
        }
        let out = questions(budget.leave_out.iter().map(|(number, _)| *number));
        let late = minutes(budget.late_s);
        self.say(&format!(
            "At this rate it ends {late} late. What to leave out first: {out}; /leaveout does."
        ))
    }
}

/// " 3 minutes." where a time is planned.
fn planned(seconds: Option<u32>) -> String {
    seconds.map_or_else(String::new, |seconds| {
        format!(" {}.", minutes(u64::from(seconds)))
    })
}

fn minutes(seconds: u64) -> String {
    let seconds = usize::try_from(seconds).unwrap_or(usize::MAX);
    match (seconds / 60, seconds % 60) {
        (0, seconds) => plural(seconds, "second", "seconds"),
        (minutes, 0) => plural(minutes, "minute", "minutes"),
        (minutes, seconds) => {
            let seconds = plural(seconds, "second", "seconds");
            format!("{} {seconds}", plural(minutes, "minute", "minutes"))
        }
    }
}

/// Who has still to write, or to vote.
pub(super) fn open(view: &View) -> impl Iterator<Item = &PersonView> {
    let open = |person: &&PersonView| person.here && person.state == PersonState::Open;
    view.people.iter().filter(open)
}

pub(super) fn open_names(view: &View) -> Vec<Clean> {
    open(view).map(|person| person.name.clone()).collect()
}

/// Whose answers are missing; empty where none is.
pub(super) fn waits_for(open: &[Clean]) -> String {
    if open.is_empty() {
        return String::new();
    }
    let names = open.join(", ");
    format!("No answer yet from {names}. /answer NAME comes back to it.\n")
}
