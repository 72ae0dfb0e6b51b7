//! A picture of the server's, kept as PNG by the browser, which alone can draw it.

#[cfg(feature = "hydrate")]
pub use browser::save_as_png;

#[cfg(not(feature = "hydrate"))]
pub use elsewhere::save_as_png;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{
        prelude::document,
        web_sys::{CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement},
    };
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    /// Dots for each unit of the picture, so that it is sharp in print.
    const SCALE: u32 = 2;

    /// Fetches the SVG at this address and offers it as a PNG file; whether that worked.
    pub async fn save_as_png(address: &str, file: &str) -> bool {
        draw(address, file).await.is_some()
    }

    async fn draw(address: &str, file: &str) -> Option<()> {
        let image = HtmlImageElement::new().ok()?;
        image.set_src(address);
        JsFuture::from(image.decode()).await.ok()?;
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(image.natural_width() * SCALE);
        canvas.set_height(image.natural_height() * SCALE);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
        let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&canvas.to_data_url().ok()?);
        link.set_download(file);
        link.click();
        Some(())
    }
}

#[cfg(not(feature = "hydrate"))]
mod elsewhere {
    /// Pictures are drawn in browsers only.
    pub async fn save_as_png(_: &str, _: &str) -> bool {
        false
    }
}
