//! Server functions of the posts. Each authorises; whose posts they are is decided by the port.

use crate::ApiError;
use domain::{
    budgets::overview::PostsView,
    ids::PostId,
    people::{FillingInput, PostInput, Revision, VacancyInput},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::{
    budgets::views::reading,
    context::{authorised, visitor},
};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Anstellungstraeger, StaffingReader},
    people::{PostChange, PostWish},
};

/// Posts of a year; the own ones alone for an Anstellungsträger.
#[server(endpoint = "fn/budgets/posts", input = Json)]
pub async fn year_posts(year: i32) -> Result<PostsView, ApiError> {
    let (_, ports) = authorised::<StaffingReader>()?;
    let by = visitor()?.principal;
    let enters = by.require::<Anstellungstraeger>().is_ok();
    let request = enters.then(|| PostId::new(uuid::Uuid::now_v7()));
    Ok(PostsView { request, ..reading::posts(&ports, &by, year).await? })
}

/// Writes a post; `post` is `None` for a new one, which is called as the page was told by [`year_posts`]: the same request
/// again makes nothing again.
#[server(endpoint = "fn/budgets/save-post", input = Json)]
pub async fn save_post(
    post: Option<PostId>,
    seen: Revision,
    input: PostInput,
    request: Option<PostId>,
) -> Result<(), ApiError> {
    authorised::<Anstellungstraeger>()?;
    let draft = input.check().map_err(AppError::Invalid)?;
    let id = post.or(request).unwrap_or_else(|| PostId::new(uuid::Uuid::now_v7()));
    write(PostChange { id, base: seen, wish: PostWish::Keep(draft) }).await
}

/// Reports days on which nobody fills a post; there is no field for why.
#[server(endpoint = "fn/budgets/vacate-post", input = Json)]
pub async fn vacate_post(post: PostId, seen: Revision, input: VacancyInput) -> Result<(), ApiError> {
    authorised::<Anstellungstraeger>()?;
    let days = input.check().map_err(AppError::Invalid)?;
    write(PostChange { id: post, base: seen, wish: PostWish::Vacate(days) }).await
}

/// Reports days on which somebody fills a post: the end of a vacancy.
#[server(endpoint = "fn/budgets/fill-post", input = Json)]
pub async fn fill_post(post: PostId, seen: Revision, input: FillingInput) -> Result<(), ApiError> {
    authorised::<Anstellungstraeger>()?;
    let days = input.check().map_err(AppError::Invalid)?;
    write(PostChange { id: post, base: seen, wish: PostWish::Fill(days) }).await
}

#[cfg(feature = "ssr")]
async fn write(change: PostChange) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Anstellungstraeger>()?;
    ports.directory.write_post(&by, &change, ports.clock.now()).await?;
    Ok(())
}
