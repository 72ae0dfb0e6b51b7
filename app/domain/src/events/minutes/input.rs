use super::{Item, MinutesDraft, TaskDraft};
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
};
use serde::{Deserialize, Serialize};

/// More points than any meeting has; bounds the work of checking what is sent.
const MAX_ITEMS: usize = 40;
const MAX_TASKS: usize = 60;

/// The form of the minutes. Field names in errors are the names of the form's inputs, `item_0_topic` for the first point.
/// Rows without any entry are left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MinutesInput {
    pub items: Vec<ItemInput>,
    pub tasks: Vec<TaskInput>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemInput {
    pub topic: String,
    pub result: String,
    pub decision: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskInput {
    /// Blank for a new one.
    pub id: String,
    pub what: String,
    pub who: String,
    /// Blank is without a date.
    pub until: String,
}

impl MinutesInput {
    /// The minutes, or every fault of the form.
    pub fn check(&self) -> Result<MinutesDraft, Vec<FieldError>> {
        let mut faults = Faults::new();
        if self.items.len() > MAX_ITEMS || self.tasks.len() > MAX_TASKS {
            let most = if self.items.len() > MAX_ITEMS { MAX_ITEMS } else { MAX_TASKS };
            faults.push(FieldError::with_limit("", ErrorCode::TooLarge, most as i64));
            return faults.finish(None);
        }
        let items = self.items.iter().enumerate().filter(|(_, item)| !item.is_blank());
        let items: Vec<_> = items.filter_map(|(index, item)| item.check(index, &mut faults)).collect();
        let tasks = self.tasks.iter().enumerate().filter(|(_, task)| !task.is_blank());
        let tasks: Vec<_> = tasks.filter_map(|(index, task)| task.check(index, &mut faults)).collect();
        faults.finish(Some(MinutesDraft { items, tasks }))
    }
}

impl ItemInput {
    fn is_blank(&self) -> bool {
        [&self.topic, &self.result, &self.decision].into_iter().all(|text| text.trim().is_empty())
    }

    fn check(&self, index: usize, faults: &mut Faults) -> Option<Item> {
        let name = |part: &str| format!("item_{index}_{part}");
        let topic = faults.take(field::text(&name("topic"), &self.topic, 200));
        let result = faults.take(field::optional_lines(&name("result"), &self.result, 4000));
        let decision = faults.take(field::optional_lines(&name("decision"), &self.decision, 2000));
        Some(Item { topic: topic?, result: result?, decision: decision? })
    }
}

impl TaskInput {
    fn is_blank(&self) -> bool {
        [&self.what, &self.who, &self.until].into_iter().all(|text| text.trim().is_empty())
    }

    fn check(&self, index: usize, faults: &mut Faults) -> Option<(Option<crate::ids::TaskId>, TaskDraft)> {
        let name = |part: &str| format!("task_{index}_{part}");
        let what = faults.take(field::text(&name("what"), &self.what, 300));
        let who = faults.take(field::text(&name("who"), &self.who, 120));
        let until = faults.take(field::optional_date(&name("until"), &self.until));
        let id = match self.id.trim() {
            "" => None,
            id => {
                Some(faults.take(id.parse().map_err(|_| FieldError::new(name("what"), ErrorCode::UnknownReference)))?)
            }
        };
        Some((id, TaskDraft { what: what?, who: who?, until: until? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(what: &str, who: &str, until: &str) -> TaskInput {
        TaskInput { id: String::new(), what: what.into(), who: who.into(), until: until.into() }
    }

    #[test]
    fn blank_rows_are_left_out_and_faults_keep_the_number_of_their_row() {
        let item = ItemInput { topic: "Sommerfest".into(), result: "Wird geplant".into(), ..Default::default() };
        let input = MinutesInput {
            items: vec![ItemInput::default(), item],
            tasks: vec![task("", "", ""), task("Saal anfragen", "", "31.02.2027")],
        };
        let fields = |faults: Vec<FieldError>| faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        assert_eq!(input.check().map_err(fields), Err(vec!["task_1_who".into(), "task_1_until".into()]));
        let mended = MinutesInput { tasks: vec![task("Saal anfragen", "Kim", "2027-02-28")], ..input };
        let draft = mended.check().expect("a good form");
        assert_eq!((draft.items.len(), draft.tasks.len()), (1, 1));
        assert_eq!(draft.items[0].decision, None);
    }

    #[test]
    fn a_result_needs_its_topic() {
        let input = MinutesInput {
            items: vec![ItemInput { decision: "Angenommen".into(), ..Default::default() }],
            tasks: vec![],
        };
        assert_eq!(input.check(), Err(vec![FieldError::new("item_0_topic", ErrorCode::Required)]));
    }
}
