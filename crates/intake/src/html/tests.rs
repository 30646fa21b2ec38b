//! Pages of our own making, with what stands around articles on the web.

use super::*;

const NAVIGATION: &str = "<header><nav><ul><li><a href='/'>Home</a><li><a href='/p'>Politics</a>\
    <li><a href='/e'>Economy</a></ul></nav></header>\
    <div class='cookie-notice'><p>We use cookies. By continuing you agree to our use of cookies.</p></div>";

const AROUND: &str = "<aside><h3>Most read</h3><ul><li><a href='/1'>Prices rise again</a>\
    <li><a href='/2'>Match ends without goals</a></ul></aside>\
    <div class='comments-list'><p>Reader 1: somebody should do something about this road.</p></div>\
    <footer><p>Copyright Example Wire. All rights reserved.</p></footer>";

const BODY: &str = "<p>Details added, first version posted 10:22</p>\
    <p>ORTA, June 4. A mine exploded near the village of Orta on Friday, the interior ministry said.</p>\
    <p>Two residents were taken to hospital with injuries&nbsp;to their legs.</p>\
    <p>Deminers found:</p><ul><li>14 PMN-2 mines</li><li>3 mortar shells</li></ul>\
    <div class='related-stories'><p>Read also: <a href='/9'>Four killed in Yuxari last year</a></p></div>\
    <p>The road to the village is closed until further notice, the ministry added.</p>";

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en-GB><head>{head}</head><body>{NAVIGATION}<main><article>\
         <h1>Blast near Orta</h1>{body}</article></main>{AROUND}</body></html>"
    )
}

fn read_page(source: &[u8]) -> (DocumentMeta, String, Vec<Remark>) {
    let mut remarks = Vec::new();
    let (meta, text) = read(source, &Limits::default(), &mut remarks).unwrap();
    (meta, text, remarks)
}

fn refuse(source: &str) -> String {
    read(source.as_bytes(), &Limits::default(), &mut Vec::new()).unwrap_err().to_string()
}

#[test]
fn the_article_is_told_from_what_surrounds_it() {
    let (_, text, remarks) = read_page(page("<title>Blast near Orta</title>", BODY).as_bytes());
    insta::assert_snapshot!(text, @r#"
    Blast near Orta

    Details added, first version posted 10:22

    ORTA, June 4. A mine exploded near the village of Orta on Friday, the interior ministry said.

    Two residents were taken to hospital with injuries to their legs.

    Deminers found:

    14 PMN-2 mines
    3 mortar shells

    The road to the village is closed until further notice, the ministry added.
    "#);
    assert_eq!(remarks, []);
}

#[test]
fn open_graph_and_links_are_read() {
    let head = "<meta property='og:title' content='Blast near Orta - Example Wire'>\
        <meta property='og:site_name' content='Example Wire'>\
        <meta property='article:published_time' content='2021-06-04T23:40:00+04:00'>\
        <link rel='canonical' href='https://example.org/news/17'>";
    let (meta, ..) = read_page(page(head, BODY).as_bytes());
    insta::assert_json_snapshot!(meta, @r#"
    {
      "title": "Blast near Orta",
      "publisher": "Example Wire",
      "published": "2021-06-04",
      "language": "en",
      "url": "https://example.org/news/17"
    }
    "#);
}

#[test]
fn linked_data_is_read_and_broken_blocks_are_not() {
    let head = "<script type='application/ld+json'>{broken</script>\
        <script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},\
        {\"@type\":\"NewsArticle\",\"headline\":\"Blast near Orta\",\"datePublished\":\"2021-06-04\",\
        \"publisher\":{\"name\":\"Example Wire\"}}]}</script>";
    let (meta, ..) = read_page(page(head, BODY).as_bytes());
    assert_eq!(meta.published, Some(jiff::civil::date(2021, 6, 4)));
    assert_eq!(meta.publisher.as_deref(), Some("Example Wire"));
    assert_eq!(meta.title.as_deref(), Some("Blast near Orta"));
}

#[test]
fn a_brief_of_one_sentence_is_an_article() {
    let source = format!(
        "<html><head><title>Mine injures one</title></head><body>{NAVIGATION}<div id=content>\
         <p>A shepherd was injured by a mine near Orta on Tuesday, police said.</p></div>{AROUND}"
    );
    let (_, text, _) = read_page(source.as_bytes());
    insta::assert_snapshot!(text, @r#"
    Mine injures one

    A shepherd was injured by a mine near Orta on Tuesday, police said.
    "#);
}

#[test]
fn a_declared_encoding_is_used() {
    let text = "В результате взрыва мины ранены два человека, сообщает полиция района.";
    let source =
        format!("<html><head><meta charset=\"windows-1251\"><body><p>{text}</p><p>{text}</p>");
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&source);
    let (_, read, remarks) = read_page(&bytes);
    assert!(read.contains(text), "{read}");
    assert_eq!(
        remarks.first().map(Remark::to_string).as_deref(),
        Some("encoding windows-1251, as declared")
    );
}

#[test]
fn nesting_without_end_is_refused() {
    insta::assert_snapshot!(refuse(&"<div>".repeat(100_000)), @"HTML nested more than 400 elements deep");
    // Where the rough count is led astray, the tree is measured.
    assert!(refuse(&"<div><object></div>".repeat(1_000)).starts_with("HTML nested"));
    assert!(refuse(&"<b><i>".repeat(1_000)).starts_with("HTML nested"));
    let few = Limits { html_tags: 9, ..Limits::default() };
    let error = read("<br>".repeat(10).as_bytes(), &few, &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "HTML with more than 9 tags");
    let unclosed = format!("<html><body>{}", "<p>A mine exploded near Orta.".repeat(600));
    assert!(read_page(unclosed.as_bytes()).1.contains("A mine exploded"));
}

#[test]
fn scripts_are_no_text() {
    insta::assert_snapshot!(refuse("<html><script>document.write('mine')</script></html>"), @"HTML without text");
}

proptest::proptest! {
    #[test]
    fn any_tags_are_an_answer_or_an_error(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<p>", "</p>", "<div class='comment'>", "</div>", "<table>", "<tr>", "<td>",
                "</table>", "<a href=x>", "</a>", "<b>", "<svg>", "</svg>", "<template>",
                "</template>", "<select>", "<!--", "-->", "<script>", "</script>", "<title>",
                "<h1>", "</h1>", "<br>", "<ul><li>", "</ul>", "<math>", "<frameset>", "<html lang=é>",
                "A mine exploded near Orta, police said. ", "&nbsp;&#0;&amp;", "\u{a0}", "<", ">",
            ]),
            0..60,
        ),
    ) {
        let source = pieces.concat();
        if let Ok((_, text)) = read(source.as_bytes(), &Limits::default(), &mut Vec::new()) {
            proptest::prop_assert!(!text.trim().is_empty());
        }
    }
}
