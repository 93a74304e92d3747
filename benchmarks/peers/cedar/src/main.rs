//! Measures the `cedar-policy` crate on a workload that the Java side wrote.
//!
//! ```text
//! cedar check WORKLOAD POLICIES MILLIS                             answers, as far as the time goes
//! cedar decide WORKLOAD POLICIES SET START WARMUP SAMPLES MILLIS   nanoseconds per decision
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::str::FromStr;
use std::time::{Duration, Instant};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityId, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, Request,
    RestrictedExpression,
};
use cpu_time::ThreadTime;
use serde::{Deserialize, Serialize};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Deserialize)]
struct Question {
    role: usize,
    action: String,
    resource: String,
    context: BTreeMap<String, String>,
}

/// Of the workload only the requests: its policies come as Cedar text, one list per role.
#[derive(Deserialize)]
struct Workload {
    sets: BTreeMap<String, Vec<Question>>,
}

#[derive(Serialize)]
struct Sample {
    cpu: f64,
    wall: f64,
}

/// One policy set per role; no entity is needed, since everything a policy reads is in the context.
struct Engine {
    authorizer: Authorizer,
    sets: Vec<PolicySet>,
    entities: Entities,
}

impl Engine {
    fn new(policies: &[Vec<String>]) -> Result<Self> {
        Ok(Engine {
            authorizer: Authorizer::new(),
            sets: policies.iter().map(|texts| policy_set(texts)).collect::<Result<_>>()?,
            entities: Entities::empty(),
        })
    }

    /// `A` allow, `E` explicit deny, `I` implicit deny.
    fn decide(&self, role: usize, request: &Request) -> u8 {
        let response = self.authorizer.is_authorized(request, &self.sets[role], &self.entities);
        match response.decision() {
            Decision::Allow => b'A',
            Decision::Deny if response.diagnostics().reason().next().is_some() => b'E',
            Decision::Deny => b'I',
        }
    }
}

fn policy_set(texts: &[String]) -> Result<PolicySet> {
    let mut set = PolicySet::new();
    for (number, text) in texts.iter().enumerate() {
        set.add(Policy::parse(Some(PolicyId::new(format!("p{number}"))), text)?)?;
    }
    Ok(set)
}

fn uid(kind: &str, id: &str) -> Result<EntityUid> {
    Ok(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind)?, EntityId::new(id)))
}

fn prepare(questions: &[Question]) -> Result<Vec<(usize, Request)>> {
    questions
        .iter()
        .map(|question| {
            let mut pairs: Vec<(String, RestrictedExpression)> = question
                .context
                .iter()
                .map(|(key, value)| {
                    let expression = if key == "aws:SourceIp" {
                        RestrictedExpression::new_ip(value)
                    } else {
                        RestrictedExpression::new_string(value.clone())
                    };
                    (key.replace([':', '/'], "_"), expression)
                })
                .collect();
            pairs.push(("arn".to_owned(), RestrictedExpression::new_string(question.resource.clone())));
            let request = Request::new(
                uid("Role", &format!("role-{}", question.role))?,
                uid("Action", &question.action)?,
                uid("Resource", &question.resource)?,
                Context::from_pairs(pairs)?,
                None,
            )?;
            Ok((question.role, request))
        })
        .collect()
}

fn check(engine: &Engine, workload: &Workload, millis: u64) -> Result<serde_json::Value> {
    // Spreads what is asked, as on the Java side.
    const STEP: usize = 7_919;
    let end = Instant::now() + Duration::from_millis(millis);
    let mut answers = BTreeMap::new();
    for (name, questions) in &workload.sets {
        let requests = prepare(questions)?;
        let mut letters = String::new();
        for i in 0..requests.len() {
            if Instant::now() >= end {
                break;
            }
            let (role, request) = &requests[i * STEP % requests.len()];
            letters.push(engine.decide(*role, request) as char);
        }
        answers.insert(name, letters);
    }
    Ok(serde_json::json!({"tellsDenialsApart": true, "answers": answers}))
}

fn decide(
    engine: &Engine,
    requests: &[(usize, Request)],
    start: usize,
    warmup: u64,
    samples: usize,
    millis: u64,
) -> serde_json::Value {
    let mut next = requests.len() * start / 100;
    let mut run = |millis: u64| {
        let (wall, cpu) = (Instant::now(), ThreadTime::now());
        let (mut operations, mut batch) = (0_u64, 1_u64);
        while wall.elapsed() < Duration::from_millis(millis) {
            for _ in 0..batch {
                let (role, request) = &requests[next];
                next = if next + 1 == requests.len() { 0 } else { next + 1 };
                black_box(engine.decide(*role, request));
            }
            operations += batch;
            if batch < 256 && wall.elapsed() < Duration::from_millis(1) {
                batch *= 2;
            }
        }
        let per_operation = |duration: Duration| duration.as_nanos() as f64 / operations as f64;
        Sample { cpu: per_operation(cpu.elapsed()), wall: per_operation(wall.elapsed()) }
    };
    run(warmup);
    let list: Vec<Sample> = (0..samples).map(|_| run(millis)).collect();
    serde_json::json!({ "samples": list })
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let argument = |n: usize| arguments.get(n).map(String::as_str).ok_or("an argument is missing");
    let workload: Workload = serde_json::from_slice(&std::fs::read(argument(2)?)?)?;
    let policies: Vec<Vec<String>> = serde_json::from_slice(&std::fs::read(argument(3)?)?)?;
    let engine = Engine::new(&policies)?;
    let result = match argument(1)? {
        "check" => check(&engine, &workload, argument(4)?.parse()?)?,
        "decide" => {
            let requests = prepare(workload.sets.get(argument(4)?).ok_or("no such set")?)?;
            decide(
                &engine,
                &requests,
                argument(5)?.parse()?,
                argument(6)?.parse()?,
                argument(7)?.parse()?,
                argument(8)?.parse()?,
            )
        }
        _ => return Err("no such command".into()),
    };
    println!("{result}");
    Ok(())
}
