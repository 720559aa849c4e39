//! Texts that are traps, in a real browser: in every field, on every page, they stay texts.

use roundtable::{
    case::Kind,
    id::PersonId,
    session::{Actor, Command, NoteKind, Target, Viewer},
    text::Clean,
};

use crate::{live::Room, phone_rig::PhoneRig, rig};

/// Texts that run in a page which takes them for more than text.
fn traps() -> Vec<String> {
    let runs = [
        "alert(1)",
        "confirm(2)",
        "prompt(3)",
        "fetch('//elsewhere.example/')",
        "document.title='caught'",
    ];
    let around = [
        "<script>RUN</script>",
        "</script><script>RUN</script>",
        "\"><script>RUN</script>",
        "'><img src=x onerror=RUN>",
        "<img src=//elsewhere.example/x onerror=RUN>",
        "<svg onload=RUN>",
        "<svg><script>RUN</script></svg>",
        "<body onload=RUN>",
        "<iframe src=\"javascript:RUN\"></iframe>",
        "<iframe srcdoc=\"<script>RUN</script>\">",
        "[x](javascript:RUN)",
        "![x](//elsewhere.example/y.png)",
        "<a href=\"javascript:RUN\">x</a>",
        "</textarea><script>RUN</script>",
        "</title><script>RUN</script>",
        "\" onfocus=RUN autofocus x=\"",
        "' onfocus=RUN autofocus x='",
        "<details open ontoggle=RUN>",
        "<video><source onerror=RUN></video>",
        "<input onfocus=RUN autofocus>",
        "<select autofocus onfocus=RUN>",
        "<marquee onstart=RUN>",
        "<math><mi//xlink:href=\"data:x,<script>RUN</script>\">",
        "<object data=\"javascript:RUN\">",
        "<embed src=\"javascript:RUN\">",
        "<link rel=stylesheet href=//elsewhere.example/z.css>",
        "<base href=//elsewhere.example/>",
        "<meta http-equiv=refresh content=\"0;url=//elsewhere.example/\">",
        "<form action=//elsewhere.example/><button autofocus onfocus=RUN>",
        "<style>@import '//elsewhere.example/s.css';</style>",
        "<style>*{background:url(//elsewhere.example/b)}</style>",
        "{{ RUN }}",
        "${RUN}",
        "<!--><script>RUN</script>-->",
        "<![CDATA[<script>RUN</script>]]>",
        "<template><script>RUN</script></template>",
        "&lt;script&gt;RUN&lt;/script&gt;",
        "\\u003cscript\\u003eRUN\\u003c/script\\u003e",
        "%3Cscript%3ERUN%3C/script%3E",
        "<scr<script>ipt>RUN</script>",
        "<IMG SRC=x OnErRoR=RUN>",
    ];
    around
        .iter()
        .flat_map(|text| runs.map(|run| text.replace("RUN", run)))
        .collect()
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_texts_that_are_traps_stay_texts() {
    let traps = traps();
    assert!(traps.len() >= 200);
    let all = traps.join("\n");
    let mut case = rig::one(Kind::Open, &traps[0]);
    case.title = Clean::new(&traps[5]);
    case.roles = rig::words(&[&traps[20]]);
    let site = PhoneRig::open(
        case,
        "think-share",
        &["<b onclick=alert(1)>Ann", "\"onload=alert(2) x=\""],
    );
    let mut room = Room::new(
        site,
        &["<svg onload=alert(3)>", "'><img src=x onerror=alert(4)>"],
        true,
    );
    let here = room
        .site
        .web()
        .standing()
        .room
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    let wall = room.browser.phone((1024, 768), true);
    room.browser.go(&wall, &format!("http://{here}"));
    let mut step = 0;
    loop {
        for who in 0..2 {
            let tab = room.tabs[who].clone();
            room.follows(&tab);
            room.answers(
                who,
                if step % 2 == 0 {
                    &all
                } else {
                    &traps[step % traps.len()]
                },
            );
        }
        let session = room.site.table.session();
        let view = session.view(Viewer::Person(PersonId(3)), roundtable::clock::now());
        let me = room.site.table.client(Actor::Person(PersonId(3)));
        if let Some(question) = view.question.as_ref().filter(|_| view.can.note) {
            let (text, question) = (Clean::new(&all), question.prompt.id.clone());
            let kind = NoteKind::NewIdea;
            me.ask(Command::Note {
                person: Some(PersonId(3)),
                question,
                kind,
                text,
                about: None,
            })
            .unwrap();
        }
        if view.can.dissent {
            let (against, text) = (Target::Summary, Clean::new(&all));
            me.ask(Command::Dissent {
                person: Some(PersonId(3)),
                against,
                text,
            })
            .unwrap();
        }
        for path in [
            "me",
            "me/case",
            "me/more",
            "me/note",
            "me/answers",
            "me/dissent?against=summary",
        ] {
            let tab = room.tabs[1].clone();
            let address = format!("{}{path}", room.own);
            room.browser.go(&tab, &address);
            let title = room.browser.text(&tab, "document.title");
            assert_ne!(title, "caught");
        }
        room.browser.go(&wall, &format!("http://{here}"));
        assert_ne!(room.browser.text(&wall, "document.title"), "caught");
        let tab = room.tabs[1].clone();
        let me = format!("{}me", room.own);
        room.browser.go(&tab, &me);
        step += 1;
        if !room.goes_on() {
            break;
        }
    }
    let faults = room.browser.faults("http://");
    assert!(faults.is_empty(), "{faults:?}");
    let elsewhere: Vec<_> = room.browser.faults(&room.own.clone());
    let elsewhere: Vec<_> = elsewhere
        .iter()
        .filter(|one| !one.contains(&format!("http://{here}").replace("/ROOM", "/")))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}
