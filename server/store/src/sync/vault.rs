//! What opens the devices' data: the office's secret, and each device's key sealed for it.

use crate::{Store, query::Query, row::Ref};
use domain::{
    AppError,
    access::DeviceHolder,
    sync::vault::{HalfRequest, OfficeSecret},
};

/// Two servers that start at once meet in the record: the first one's secret stays.
const SECRET: &str = "
    LET $known = SELECT VALUE secret FROM office_key:main;
    IF array::len($known) = 0 { CREATE office_key:main CONTENT { secret: $fresh, made_at: $now } RETURN NONE };
    SELECT VALUE secret FROM ONLY office_key:main;
";

/// The key of the last set-up stays: whoever sets the device up anew has a new one.
const KEEP: &str = "
    UPDATE $device SET sealed_key = $sealed ?? sealed_key WHERE revoked_at IS NONE RETURN NONE;
";

impl Store {
    pub(super) async fn the_office_secret(&self, fresh: OfficeSecret) -> Result<OfficeSecret, AppError> {
        let query = Query::write(SECRET).bind("fresh", fresh.text()).bind("now", self.clock().now());
        let text: String = self.value(query).await?;
        OfficeSecret::read(&text).ok_or_else(|| crate::error::internal(SECRET, "the office's secret is damaged"))
    }

    pub(super) async fn keep_sealed_key(&self, by: &DeviceHolder, request: &HalfRequest) -> Result<bool, AppError> {
        if self.contact(by, request.device).await?.revoked_at.is_some() {
            return Ok(false);
        }
        let query = Query::write(KEEP).bind("device", Ref(request.device)).bind("sealed", request.sealed_key.clone());
        self.run(query).await?;
        Ok(true)
    }
}
