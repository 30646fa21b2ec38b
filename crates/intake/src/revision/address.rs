//! URLs reduced to what tells articles apart.

/// A URL without scheme, `www.`, default port, tracking parameters and fragment, its parameters
/// sorted: equal for all addresses of one article.
///
/// `None` when it is no web address, or that of a whole site: many articles are found there.
pub fn normal_url(url: &str) -> Option<String> {
    let rest = after_scheme(url.trim())?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = normal_host(host)?;
    let path = normal_path(path);
    let mut parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter))
        .collect();
    parameters.sort_unstable();
    parameters.dedup();
    match (path.is_empty(), parameters.is_empty()) {
        (true, true) => None,
        (_, true) => Some(format!("{host}/{path}")),
        (_, false) => Some(format!("{host}/{path}?{}", parameters.join("&"))),
    }
}

/// The host of a web address, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = after_scheme(url.trim())?;
    normal_host(rest.split(['/', '?', '#']).next().unwrap_or_default())
}

fn after_scheme(url: &str) -> Option<&str> {
    // Behind a path or a parameter it is the scheme of another address.
    let is_scheme = |text: &str| !text.contains(['/', '?', '#', '@']);
    let rest = match url.split_once("://").filter(|(before, _)| is_scheme(before)) {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            rest
        }
        Some(_) => return None,
        None => url.strip_prefix("//").unwrap_or(url),
    };
    (!rest.contains(char::is_whitespace)).then_some(rest)
}

fn normal_host(authority: &str) -> Option<String> {
    let host = authority.rsplit('@').next().unwrap_or(authority).to_lowercase();
    let mut host = host.as_str();
    loop {
        let bare = [":80", ":443", ":", "."].iter().find_map(|end| host.strip_suffix(end));
        let Some(rest) = bare.or_else(|| host.strip_prefix("www.")) else { break };
        host = rest;
    }
    (host.contains('.') && !host.starts_with('.')).then(|| host.to_owned())
}

fn normal_path(path: &str) -> String {
    const INDEXES: [&str; 3] = ["index.html", "index.htm", "index.php"];
    let mut path = path.trim_end_matches('/');
    loop {
        let index = INDEXES.iter().find_map(|index| path.strip_suffix(index));
        let stem = index.filter(|stem| stem.is_empty() || stem.ends_with('/'));
        let Some(rest) = stem.or_else(|| path.strip_suffix("/amp")) else { break };
        path = rest.trim_end_matches('/');
    }
    path.to_owned()
}

/// Parameters that say who sent the reader, not what is read.
fn is_tracking(parameter: &str) -> bool {
    const NAMES: &[&str] = &[
        "amp", "cmpid", "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "mibextid",
        "msclkid", "ocid", "ref", "ref_src", "ref_url", "smid", "src", "twclid", "yclid",
    ];
    const PREFIXES: &[&str] = &["utm_", "at_", "mtm_", "pk_", "wt_", "hsa_", "__twitter"];
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_of_one_article_are_one() {
        let plain = normal_url("https://example.org/news/17?id=4");
        assert_eq!(plain.as_deref(), Some("example.org/news/17?id=4"));
        for url in [
            "http://www.Example.org/news/17/?utm_source=x&id=4#comments",
            "//example.org:443/news/17/amp?id=4&fbclid=abc",
            " example.org/news/17?&id=4 ",
            "https://www.www.example.org.:443:/news/17/index.html/amp/?id=4",
        ] {
            assert_eq!(normal_url(url), plain, "{url}");
        }
    }

    #[test]
    fn another_address_may_stand_inside() {
        let inside = "example.org/go?to=https://example.net/1";
        assert_eq!(normal_url(inside).as_deref(), Some(inside));
        assert_eq!(normal_url(&format!("https://{inside}")).as_deref(), Some(inside));
    }

    #[test]
    fn a_site_is_no_article() {
        for url in [
            "https://example.org/",
            "example.org/?utm_medium=x",
            "example.org/index.html",
            "mailto://x",
            "17",
            "",
        ] {
            assert_eq!(normal_url(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(url in "(https?://)?(www\\.)?[a-z]{1,5}\\.[a-z]{2,3}(/[a-z0-9]{0,4}){0,3}(\\?[a-z]{1,3}=[a-z&=]{0,6})?(#[a-z]*)?") {
            if let Some(once) = normal_url(&url) {
                prop_assert_eq!(normal_url(&once), Some(once.clone()));
            }
        }

        #[test]
        fn any_text_can_be_asked(url in ".*") {
            let _ = normal_url(&url);
            let _ = host(&url);
        }
    }
}
