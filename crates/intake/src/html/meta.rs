//! What a page says about itself: Open Graph, JSON-LD, Dublin Core and plain HTML.

use cairn_model::DocumentMeta;
use dom_query::Document;
use serde_json::Value;

use crate::dates::published_day;
use crate::json;
use crate::remark::Remark;

const PUBLISHED: &[&str] = &[
    "meta[property='article:published_time']",
    "meta[property='og:published_time']",
    "meta[itemprop=datePublished]",
    "meta[name=date]",
    "meta[name=pubdate]",
    "meta[name=publishdate]",
    "meta[name=publish_date]",
    "meta[name='parsely-pub-date']",
    "meta[name='sailthru.date']",
    "meta[name='dc.date']",
    "meta[name='DC.date']",
    "meta[name='DC.date.issued']",
    "meta[name='dcterms.created']",
    "time[itemprop=datePublished]",
    "time[pubdate]",
    "article time[datetime]",
];
const PUBLISHER: &[&str] = &[
    "meta[property='og:site_name']",
    "meta[name=publisher]",
    "meta[name='dc.publisher']",
    "meta[name='DC.publisher']",
    "meta[name='application-name']",
];
const TITLE: &[&str] = &["meta[property='og:title']", "meta[name='twitter:title']"];
const ADDRESS: &[&str] = &["link[rel=canonical]", "meta[property='og:url']"];
const LANGUAGE: &[&str] =
    &["html[lang]", "meta[http-equiv='content-language']", "meta[property='og:locale']"];

/// The country that a page is about, ISO 3166 alpha-2: the geo tags of the old web, still in use.
const COUNTRY: &[&str] = &["meta[name='geo.country']", "meta[name='geo.region']"];

/// Reads what the page says about itself.
pub(super) fn read(document: &Document, remarks: &mut Vec<Remark>) -> DocumentMeta {
    let linked = LinkedData::read(document);
    let publisher = values(document, PUBLISHER).next().or(linked.publisher);
    let title = title(document, publisher.as_deref()).or(linked.headline);
    let published =
        values(document, PUBLISHED).chain(linked.published).find_map(|text| published_day(&text));
    let language = values(document, LANGUAGE).find_map(|given| json::language(&given, remarks));
    let country = values(document, COUNTRY).find_map(|given| json::country(&given, remarks));
    let url = values(document, ADDRESS)
        .find(|url| url.starts_with("https://") || url.starts_with("http://"));
    DocumentMeta { title, publisher, published, language, country, url }
}

/// What the first match of each selector holds, blanks left out.
fn values<'a>(document: &'a Document, selectors: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    selectors.iter().filter_map(|selector| {
        let found = document.try_select(selector)?;
        ["content", "datetime", "href", "lang"]
            .iter()
            .find_map(|attribute| found.attr(attribute))
            .map(|value| one_line(&value))
            .filter(|value| !value.is_empty())
    })
}

/// The headline: as Open Graph has it, else the page's title without the name of the site.
fn title(document: &Document, publisher: Option<&str>) -> Option<String> {
    if let Some(title) = values(document, TITLE).next() {
        return Some(without_site(&title, publisher).to_owned());
    }
    let text_of = |selector: &str| {
        let found = document.try_select(selector)?;
        Some(one_line(&found.first().text())).filter(|text| !text.is_empty())
    };
    let heading = text_of("h1");
    let Some(title) = text_of("head title") else {
        return heading;
    };
    match heading {
        Some(heading) if title.starts_with(&heading) => Some(heading),
        _ => Some(without_site(&title, publisher).to_owned()),
    }
}

fn without_site<'a>(title: &'a str, publisher: Option<&str>) -> &'a str {
    let Some(publisher) = publisher else {
        return title;
    };
    [" | ", " - ", " – ", " — ", " :: "]
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .find(|(_, site)| site.eq_ignore_ascii_case(publisher))
        .map_or(title, |(headline, _)| headline.trim_end())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `application/ld+json` blocks say.
#[derive(Default)]
struct LinkedData {
    headline: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

impl LinkedData {
    fn read(document: &Document) -> Self {
        let mut data = Self::default();
        for block in document.select("script[type='application/ld+json']").nodes() {
            // Broken blocks are common and say nothing; the parser bounds their nesting.
            if let Ok(value) = serde_json::from_str::<Value>(&block.text()) {
                data.gather(&value);
            }
        }
        data
    }

    fn gather(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            Value::Object(object) => {
                if let Some(graph) = object.get("@graph") {
                    self.gather(graph);
                }
                if object.contains_key("datePublished") {
                    let text = |key: &str| object.get(key)?.as_str().map(one_line);
                    let publisher = || object.get("publisher")?.get("name")?.as_str().map(one_line);
                    self.published = self.published.take().or_else(|| text("datePublished"));
                    self.headline = self.headline.take().or_else(|| text("headline"));
                    self.publisher = self.publisher.take().or_else(publisher);
                }
            }
            _ => {}
        }
    }
}
