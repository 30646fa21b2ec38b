//! Whether a request calls the server by a name of this machine.
//!
//! Without accounts whoever reaches the port is the person at this machine. A page elsewhere may have
//! its own name point here; such a request still carries that name.

use axum::http::{HeaderMap, Uri, header};

/// Whether the request's host is this machine.
pub fn is_local(headers: &HeaderMap, uri: &Uri) -> bool {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = uri.host().or(named) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_will_do() {
        let local = |host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            is_local(&headers, &Uri::from_static("/"))
        };
        for name in ["localhost", "localhost:7700", "127.0.0.1:7700", "[::1]:7700", "LOCALHOST"] {
            assert!(local(name), "{name}");
        }
        for name in
            ["", "example.org", "127.0.0.1.example.org", "10.0.0.1:7700", "[::2]", "localhost.evil"]
        {
            assert!(!local(name), "{name}");
        }
        assert!(!is_local(&HeaderMap::new(), &Uri::from_static("/")));
    }
}
