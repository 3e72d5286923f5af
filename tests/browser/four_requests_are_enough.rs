//! At first a page asks for itself, a small script before it is painted, one style sheet and one script: never for more.

use crate::support::{Engine, Walk};
use crate::walks;

in_every_engine!(on_every_page, in_the_manual);

async fn on_every_page(engine: Engine) {
    asks_for_little(engine, &walks::GUIDE).await;
}

async fn in_the_manual(engine: Engine) {
    asks_for_little(engine, &walks::MANUAL).await;
}

async fn asks_for_little(engine: Engine, walk: &Walk) {
    for page in &walk.in_engine(engine).await.pages {
        let address = &page.address;
        let mut requests = page.requests.clone();
        requests.retain(|request| !request.starts_with("data:"));
        requests.sort();
        requests.dedup();
        assert!(
            requests.iter().any(|request| request.ends_with(address)),
            "{address}: requests are not seen: {requests:#?}"
        );
        assert!(requests.len() <= 4, "{address} asks for {requests:#?}");
    }
}
