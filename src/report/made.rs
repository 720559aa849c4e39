//! A report is made from a view. Who may see what was decided there; nothing decides it again.

use super::{
    About, AgendaRow, Claim, Commitment, Dissent, FORMAT, Fact, Given, HandedOn, Met, Minutes,
    Model, Move, Note, Passage, Person, Question, Report, Round, Scale, Section, SetAside, Setting,
    Step, Tagged, Taken, Theme, Word, chart, named, own::together, went, words,
};
use crate::{
    case::{Answer, Block, Kind},
    id::Seq,
    protocol::{Who, Write},
    session::{
        AgendaLine, AnswerView, BreakView, Byline, CommitmentView, DissentState, DissentView,
        FactView, MoveView, Place, QuestionView, SetAsideView, StepTime, Tag, ThemeView, View,
        When,
    },
    text::Clean,
};

/// The report of a view for [`crate::session::Viewer::Report`].
pub fn report(view: &View) -> Report {
    Report {
        format: FORMAT,
        session: Clean::default(),
        session_id: view.session.clone(),
        entries: view.seq.0,
        consent_asked: view.consent.asked,
        case: about(view),
        protocol: view.protocol.name.to_string().into(),
        protocols: view.protocols.clone(),
        opened_at: view.opened_at.to_string().into(),
        opened: Clean::default(),
        finished: view.place == Place::Over,
        people: people(view),
        seats: view.seats.clone(),
        duties: view
            .duty_log
            .iter()
            .map(|(duty, to)| HandedOn {
                duty: duty.words(),
                to: to.clone(),
            })
            .collect(),
        passages: view
            .citations
            .iter()
            .map(|citation| Passage {
                number: citation.number,
                uses: citation.uses,
                mark: mark(view, citation.number),
            })
            .collect(),
        questions: view
            .questions()
            .map(|asked| question(asked, view))
            .collect(),
        dissent: view.dissents.iter().map(dissent).collect(),
        learned: view.learned.clone(),
        commitments: view.commitments.iter().map(commitment).collect(),
        words: view
            .words
            .iter()
            .map(|one| Word {
                by: named(&one.by),
                word: one.word.clone(),
                level: one.level,
            })
            .collect(),
        given_minutes: view
            .clock
            .given
            .then(|| Minutes::of_seconds(view.clock.total_planned_s)),
        agenda: agenda(view),
        facts: view.facts.iter().filter_map(fact).collect(),
        changes: went::changes(view, |_| true),
        put_right: went::changes(view, |change| change.puts_right),
        damage: view.damage.clone(),
        reading: reading(view),
    }
}

fn fact(fact: &FactView) -> Option<Fact> {
    let asked = fact.asked.as_ref()?;
    Some(Fact {
        number: fact.number,
        title: fact.exhibit.title.clone(),
        asked_by: asked.by.words().map(Clean::new),
        at: asked.at.to_string().into(),
        question: asked.question,
        said: Clean::line(&format!("{}. {}", fact.exhibit.title, words::asked(asked))),
    })
}

/// Every stop, and behind it the breaks that were made in it.
fn agenda(view: &View) -> Vec<AgendaRow> {
    let stops = view.agenda.iter().enumerate();
    let with_breaks = stops.flat_map(|(at, line)| {
        let breaks = view.breaks.iter().filter(move |one| one.stop == at);
        std::iter::once(stop(line)).chain(breaks.map(coffee))
    });
    with_breaks.collect()
}

fn coffee(pause: &BreakView) -> AgendaRow {
    AgendaRow {
        label: Clean::new("Coffee"),
        question: None,
        left_out: false,
        planned_minutes: None,
        actual_minutes: Minutes { ms: pause.spent_ms },
        reached: true,
    }
}

fn stop(line: &AgendaLine) -> AgendaRow {
    AgendaRow {
        label: line.label.clone(),
        question: line.question,
        left_out: line.left_out,
        planned_minutes: line.planned_s.map(Minutes::of_seconds),
        actual_minutes: Minutes { ms: line.spent_ms },
        reached: line.when != When::Ahead && line.began.is_some(),
    }
}

/// The note on a paragraph, perhaps empty; none where it is not marked.
fn mark(view: &View, paragraph: u32) -> Option<Clean> {
    let mut marks = view.study.marks.iter();
    let mark = marks.find(|mark| mark.paragraph == paragraph)?;
    Some(mark.note.clone())
}

/// What was read, and the exhibits behind it.
fn reading(view: &View) -> Vec<Section> {
    let block = |block: &Block| (block.number, block.text.clone());
    let parts = view.parts.iter().map(|part| Section {
        title: part.title.clone(),
        blocks: part.blocks().map(block).collect(),
    });
    let exhibits = view.exhibits.iter().map(|exhibit| {
        let mut facts = view.facts.iter();
        let fact = facts.find(|fact| fact.exhibit == *exhibit);
        let asked = fact.and_then(|fact| fact.asked.as_ref());
        let asked = asked.map(|asked| (None, words::asked(asked)));
        Section {
            title: Some(exhibit.title.clone()),
            blocks: asked
                .into_iter()
                .chain(exhibit.blocks.iter().map(block))
                .collect(),
        }
    });
    parts
        .chain(exhibits)
        .filter(|section| !section.blocks.is_empty())
        .collect()
}

/// How many were asked, where everybody was there all the time and everybody is asked.
fn asked(view: &View) -> Option<usize> {
    let mut steps = view.protocol.steps.iter();
    let first = steps.find(|step| matches!(step.write, Write::Answer | Write::AnswerAndReason))?;
    let everybody = !matches!(first.who, Who::Holder | Who::Others | Who::Inside);
    let there = view.people.iter().all(|person| person.here && !person.late);
    (everybody && there).then_some(view.people.len())
}

fn about(view: &View) -> About {
    let card = &view.case;
    let setting = |(name, value): &(Clean, Clean)| Setting {
        name: name.clone(),
        value: value.clone(),
    };
    About {
        title: card.title.clone(),
        source: card.source.clone(),
        language: card.language.clone(),
        minutes: card.seconds.map(Minutes::of_seconds),
        settings: card.settings.iter().map(setting).collect(),
        goals: texts(&view.goals),
        sources: texts(&view.sources),
    }
}

fn texts(blocks: &[Block]) -> Vec<Clean> {
    blocks.iter().map(|block| block.text.clone()).collect()
}

fn people(view: &View) -> Vec<Person> {
    let people = view.people.iter();
    people
        .map(|person| Person {
            name: person.name.clone(),
            members: person.members,
            role: person.role.clone(),
            late: person.late,
            left: !person.here,
            heard: person.spoken,
            heard_minutes: Minutes::of_seconds(person.spoken_s),
        })
        .collect()
}

fn dissent(view: &DissentView) -> Dissent {
    let met = |(state, text): &(DissentState, Clean)| Met {
        state: state.words(),
        text: text.clone(),
    };
    Dissent {
        by: by(&view.by),
        against: view.against_words.clone(),
        text: view.text.clone(),
        state: view.state.words(),
        answers: view.answers.iter().map(met).collect(),
        level: view.level,
    }
}

fn commitment(view: &CommitmentView) -> Commitment {
    Commitment {
        by: by(&view.by),
        what: view.commitment.what.clone(),
        by_when: view.commitment.by_when.clone(),
        surprise: view.commitment.surprise.clone(),
        expect: view.commitment.expect.clone(),
        level: view.level,
    }
}

fn question(view: &QuestionView, whole: &View) -> Question {
    let mut rated = whole.study.ratings.iter();
    let rated = rated.find(|rated| rated.question == view.prompt.id);
    let kind = &view.prompt.kind;
    let answers = view.answers.iter();
    let tally = view.tally.as_ref().map(|tally| words::tally(kind, tally));
    let uncounted: Vec<_> = tally.iter().flat_map(|_| words::uncounted(view)).collect();
    Question {
        number: view.prompt.number,
        id: view.prompt.id.as_clean().clone(),
        kind: kind.word(),
        prompt: view.prompt.text.clone(),
        options: kind.listed().to_vec(),
        answers: answers.map(|answer| given(view, answer, whole)).collect(),
        scale: scale(kind),
        hidden: view.kept_back,
        passed: view.passed.iter().filter_map(by).collect(),
        passed_unnamed: view.passed.iter().filter(|who| by(who).is_none()).count(),
        tally: all_clean(tally.unwrap_or_default()),
        uncounted: all_clean(uncounted),
        model_answers: models(view),
        right: view.right.clone(),
        notes: notes(view),
        set_aside: view.set_aside.iter().map(set_aside).collect(),
        steps: view.timings.iter().map(step).collect(),
        themes: view
            .themes
            .iter()
            .filter_map(|one| theme(view, one))
            .collect(),
        rounds: rounds(view),
        outcome: view.outcome.clone(),
        own_rating: rated.map(|rated| rated.rating.words()),
        moves: view.moves.iter().map(moved).collect(),
        tags: tags(view),
        unheard: unheard(view)
            .filter_map(|entry| told(view, entry))
            .collect(),
        heard_recorded: view.answers.iter().any(|answer| answer.heard),
        unheard_by: unheard(view)
            .filter_map(|entry| view.answer(entry))
            .map(|answer| named(&answer.by))
            .collect(),
        body: view
            .prompt
            .body
            .iter()
            .map(|block| block.text.clone())
            .collect(),
        asked: asked(whole),
        charts: chart::charts(view),
    }
}

fn set_aside(view: &SetAsideView) -> SetAside {
    SetAside {
        by: by(&view.by),
        why: view.why.clone(),
    }
}

fn notes(view: &QuestionView) -> Vec<Note> {
    view.notes
        .iter()
        .map(|note| Note {
            entry: note.entry.0,
            by: by(&note.by),
            kind: note.kind.words(),
            text: note.text.clone(),
            about: note.about.and_then(|entry| told(view, entry)),
            speaks_to: note.about.and_then(|entry| spoken_to(view, entry)),
            tag: note.tag.map(Tag::word),
            late: note.late,
            level: note.level,
        })
        .collect()
}

/// A theme; none where all was taken out of it again.
fn theme(view: &QuestionView, theme: &ThemeView) -> Option<Theme> {
    let items = || theme.items.iter().copied();
    (!theme.items.is_empty()).then(|| Theme {
        title: theme.title.clone(),
        entries: items().filter_map(|entry| told(view, entry)).collect(),
        items: items().filter_map(|entry| called(view, entry)).collect(),
    })
}

/// Answers that were not read out or spoken to as far as is recorded; none where nothing of the
/// kind was recorded at all, since that says nothing about any of them.
fn unheard(view: &QuestionView) -> impl Iterator<Item = Seq> {
    let recorded = view.answers.iter().any(|answer| answer.heard);
    let unheard = view.unheard.iter().copied();
    unheard.filter(move |_| recorded)
}

/// The number of an entry, where it may be told: entries are numbered as they were written, and
/// so would tell who stands behind a pseudonym.
fn told(view: &QuestionView, entry: Seq) -> Option<u64> {
    let answer = view.answer(entry);
    let hidden = answer.is_some_and(|answer| matches!(answer.by, Byline::Pseudonym(_)));
    (!hidden).then_some(entry.0)
}

/// What an entry is called where it is named beside others.
fn called(view: &QuestionView, entry: Seq) -> Option<Clean> {
    match (view.answer(entry), view.note(entry)) {
        (Some(answer), _) => {
            let words = words::value(&view.prompt.kind, &answer.answer.value);
            Some(format!("{}’s answer “{words}”", named(&answer.by)).into())
        }
        (None, Some(note)) => Some(format!("the note “{}”", note.text).into()),
        (None, None) => None,
    }
}

/// What a note speaks to, in words.
fn spoken_to(view: &QuestionView, entry: Seq) -> Option<Clean> {
    match view.answer(entry) {
        Some(answer) => Some(format!("{}’s answer", named(&answer.by)).into()),
        None => called(view, entry),
    }
}

fn rounds(view: &QuestionView) -> Vec<Round> {
    let kind = &view.prompt.kind;
    let votes = view.rounds.iter().map(|round| Round {
        step: round.step.clone(),
        lines: all_clean(words::vote_round(round)),
    });
    let answers = view.answer_rounds.iter().map(|round| Round {
        step: round.step.clone(),
        lines: all_clean(words::answer_round(kind, round)),
    });
    votes.chain(answers).collect()
}

fn moved(view: &MoveView) -> Move {
    Move {
        by: named(&view.by),
        from: view.from.clone(),
        to: view.to.clone(),
        moved_by: view.why.clone(),
    }
}

/// Tags with their counts, where anything is tagged at all.
fn tags(view: &QuestionView) -> Vec<Tagged> {
    if view.tags.iter().all(|(_, notes)| *notes == 0) {
        return Vec::new();
    }
    let tags = view.tags.iter();
    tags.map(|(tag, notes)| Tagged {
        tag: tag.word(),
        notes: *notes,
    })
    .collect()
}

fn scale(kind: &Kind) -> Option<Scale> {
    let Kind::Scale(scale) = kind else {
        return None;
    };
    Some(Scale {
        low: scale.low,
        high: scale.high,
        low_label: scale.low_label.clone(),
        high_label: scale.high_label.clone(),
    })
}

fn step(time: &StepTime) -> Step {
    Step {
        step: time.step.clone(),
        planned_minutes: time.planned_s.map(Minutes::of_seconds),
        added_minutes: Minutes::of_seconds(time.extended_s),
        actual_minutes: Minutes { ms: time.spent_ms },
        skipped: time.skipped,
    }
}

/// What whoever is named wrote to the earlier question; nothing ties two pseudonyms.
fn stands_on(asked: &QuestionView, by: &Byline, whole: &View) -> Option<(u32, Clean)> {
    let number = asked.prompt.builds_on?;
    let mut earlier = whole.past.iter().chain(&whole.question);
    let earlier = earlier.find(|one| one.prompt.number == number)?;
    let mut answers = earlier.answers.iter().rev();
    let own = answers.find(|one| matches!(by, Byline::Name(..)) && one.by == *by)?;
    Some((
        number,
        words::value(&earlier.prompt.kind, &own.answer.value),
    ))
}

fn given(asked: &QuestionView, view: &AnswerView, whole: &View) -> Given {
    let kind = &asked.prompt.kind;
    let themes = asked
        .themes
        .iter()
        .filter(|theme| theme.items.contains(&view.entry));
    let Answer { value, reason } = view.answer.as_ref();
    let pseudonym = matches!(view.by, Byline::Pseudonym(_));
    Given {
        entry: (!pseudonym).then_some(view.entry.0),
        by: named(&view.by),
        pseudonym,
        together: together(&view.together),
        role: view.role.clone(),
        version: view.version,
        step: view.step.clone(),
        kind: kind.word(),
        value: value.into(),
        words: words::value(kind, value),
        reason: reason.clone(),
        moved_by: view.moved_by.clone(),
        handed_in: view.handed_in,
        late: view.late,
        changed: view.changed,
        typed_by_desk: view.typed,
        own_device: view.own_device,
        level: view.level,
        themes: themes.map(|theme| theme.title.clone()).collect(),
        cites: view.cites.clone(),
        stands_on: stands_on(asked, &view.by, whole),
    }
}

fn models(view: &QuestionView) -> Vec<Model> {
    let taken = |model: usize, claim: usize| {
        let stances = view.stances.iter();
        let on_it = stances.filter(move |stance| {
            (usize::from(stance.model), usize::from(stance.claim)) == (model, claim)
        });
        on_it.map(|stance| Taken {
            by: named(&stance.by),
            together: together(&stance.together),
            stance: stance.stance.word(),
            text: stance.text.clone(),
            late: stance.late,
            level: stance.level,
        })
    };
    let claims = |model: usize, claims: &[Clean]| {
        let claims = claims.iter().enumerate();
        claims
            .map(|(claim, text)| Claim {
                text: text.clone(),
                stances: taken(model, claim).collect(),
            })
            .collect()
    };
    let models = view.models.iter().enumerate();
    models
        .map(|(model, answer)| Model {
            title: answer.title.clone(),
            claims: claims(model, &answer.claims),
        })
        .collect()
}

fn all_clean(lines: Vec<String>) -> Vec<Clean> {
    lines.into_iter().map(Clean::from).collect()
}

/// Who; none for the group and where nobody is named.
fn by(by: &Byline) -> Option<Clean> {
    match by {
        Byline::Name(_, name) | Byline::Pseudonym(name) => Some(name.clone()),
        Byline::Group | Byline::Unnamed => None,
    }
}
