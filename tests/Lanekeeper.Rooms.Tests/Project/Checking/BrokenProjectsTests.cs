using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Checking;

/// <summary>A whole project with one thing broken, and every line that the check then says.</summary>
public sealed class BrokenProjectsTests
{
    private const string Main = SampleProject.Main;
    private const string Workflow = SampleProject.Workflow;

    public static TheoryData<string, string, string, string[]> Broken => new()
    {
        {
            Main, "version: 1", "version: 2",
            ["lanekeeper.yaml:1:10: found `2`; expected 1"]
        },
        {
            Main, "name: support-desk", "name: Support Desk",
            ["lanekeeper.yaml:2:7: found `Support Desk`; expected a name: small letters, digits, - and _, beginning with a letter, at most 63"]
        },
        {
            Main, "name: support-desk\n", "",
            ["lanekeeper.yaml:1:1: the field `name` is missing in lanekeeper.yaml; expected a name: small letters, digits, - and _, beginning with a letter, at most 63"]
        },
        {
            Main, "description: Answers mail.", "descripton: Answers mail.",
            ["lanekeeper.yaml:3:1: unknown field `descripton` in lanekeeper.yaml; did you mean `description`?"]
        },
        {
            Main, "description: Answers mail.", "description: 5",
            ["lanekeeper.yaml:3:14: found `5`, which is no text; expected a text (put it in quotes)"]
        },
        {
            Main, "routes:", "models: {}\n\nroutes:",
            ["lanekeeper.yaml:13:1: `models` stands here a second time; each name may stand once"]
        },
        {
            Main, "provider: openai", "provider: opnai",
            ["lanekeeper.yaml:8:15: found `opnai`; expected one of baseline, openai, anthropic; did you mean `openai`?"]
        },
        {
            Main, "key: env:OPENAI_API_KEY", "key: sk-abcdef0123456789",
            ["lanekeeper.yaml:10:10: this names no secret; expected env:NAME or file:/path, where the secret is; a secret itself never stands in the project"]
        },
        {
            Main, "key: env:OPENAI_API_KEY", "key: env:LANEKEEPER_DATABASE_URL",
            ["lanekeeper.yaml:10:10: env:LANEKEEPER_DATABASE_URL: the variable is the server's own. Put the project's key into a variable of another name"]
        },
        {
            Main, "Bearer ${env:ORDERS_TOKEN}", "Bearer ${env:LANEKEEPER_TOKEN}",
            ["lanekeeper.yaml:38:39: env:LANEKEEPER_TOKEN: the variable is the server's own. Put the project's key into a variable of another name"]
        },
        {
            Main, "temperature: 0", "temperature: 9",
            ["lanekeeper.yaml:11:18: found `9`; expected a number from 0 to 2"]
        },
        {
            Main, "    model: floor\n", "    model: flor\n",
            ["lanekeeper.yaml:15:12: unknown model `flor`; did you mean `floor`?"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    rules:\n      - { when: { input_tokens: { above: 5, below: 6 } }, model: floor }\n      - { when: {}, model: fast }\n      - { when: { task: clasify }, model: fast }\n",
            ["lanekeeper.yaml:17:17: `input_tokens` can never be so; expected `above`, `below`, or both with room between them",
             "lanekeeper.yaml:18:17: the rule asks nothing, so it would always hold; write its model as the route's `model`, or say when it holds",
             "lanekeeper.yaml:19:25: found `clasify`; expected one of classify, extract, retrieve, plan, synthesize, review; did you mean `classify`?"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    rules:\n      - { when: { task: [plan, review], input_tokens: { above: 10 } }, model: fast }\n      - { when: { language: [de, xx], attachments: true }, model: flor }\n      - { when: { task: plan, input_tokens: { above: 20 }, language: de }, model: fast }\n",
            ["lanekeeper.yaml:18:34: found `xx`; expected one of ar, de, el, en, es, fr, he, it, ja, ko, nl, pl, pt, ru, th, uk, zh, unknown",
             "lanekeeper.yaml:18:67: unknown model `flor`; did you mean `floor`?",
             "lanekeeper.yaml:19:17: the rule never decides: rule 1, before it, holds whenever this one does"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    cascade: { then: fst, below_confidence: 2 }\n",
            ["lanekeeper.yaml:16:45: found `2`; expected a number from 0 to 1"]
        },
        {
            Main, "never: [delete_account]", "never: [delete_account]\nalarms: { workflows: { triage: { at_least: 5 } } }",
            ["lanekeeper.yaml:52:24: the alarm watches nothing; expected `transient_percent`, `semantic_percent`, or both"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    cascade: { then: fst }\n",
            ["lanekeeper.yaml:16:22: unknown model `fst`; did you mean `fast`?"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    fallback: { models: [fast, floor], regions: [eu] }\n",
            ["lanekeeper.yaml:16:26: the model `fast` stands in for others, so it must say how much it can read; add `context_tokens` to it",
             "lanekeeper.yaml:16:32: the model `floor` is served in a region that it does not say, which is not among `regions`, so it can never stand in"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    fallback: { queue_for_human: true, max_price_multiple: 0 }\n",
            ["lanekeeper.yaml:16:60: found `0`; expected a number from 0.01 to 1000"]
        },
        {
            Main, "    model: floor\n", "    model: floor\n    fallback: { max_consequence: high }\n",
            ["lanekeeper.yaml:16:15: nothing stands in; expected `models`, or `queue_for_human: true`, or no `fallback`"]
        },
        {
            Main, "gpt-4.1-mini-2025-04-14\n    key: env:OPENAI_API_KEY\n    temperature: 0\n\nroutes:\n  default:\n    model: floor\n", "gpt-4.1-mini\n    key: env:OPENAI_API_KEY\n    temperature: 0\n\nroutes:\n  default:\n    model: floor\n    cascade: { then: fast }\n",
            ["lanekeeper.yaml:9:12: `gpt-4.1-mini` is an alias, which the provider may point to another model any day, and a route uses it; write a dated id, or add `allow_unpinned: true`"]
        },
        {
            Main, "deadline: 30s", "deadline: 30 seconds",
            ["lanekeeper.yaml:16:15: found `30 seconds`; expected a duration like 500ms, 30s, 5m, at most 1h"]
        },
        {
            Main, "attempts: 2", "attempts: many",
            ["lanekeeper.yaml:17:15: found `many`; expected a whole number from 1 to 10"]
        },
        {
            Main, "kind: outbox", "kind: outboxx",
            ["lanekeeper.yaml:21:11: found `outboxx`; expected one of outbox, http; did you mean `outbox`?"]
        },
        {
            Main, "effect: write", "effect: wirte",
            ["lanekeeper.yaml:22:13: found `wirte`; expected one of read, draft, notify, write, destructive; did you mean `write`?"]
        },
        {
            Main, "effect: write", "effect: read",
            ["lanekeeper.yaml:21:11: a tool of the kind outbox sends a mail, so its effect cannot be read; expected draft, notify, write or destructive"]
        },
        {
            Main, "{{ subject }} to", "{{ subjet }} to",
            ["lanekeeper.yaml:23:23: `subjet` names nothing: there is no `subjet`; did you mean `subject`?"]
        },
        {
            Main, "schemas/send_reply.json", "schemas/send_replay.json",
            ["lanekeeper.yaml:24:16: there is no file `schemas/send_replay.json`; did you mean `schemas/send_reply.json`?"]
        },
        {
            Main, "decisive: [to]", "decisive: [too]",
            ["lanekeeper.yaml:25:16: the schema schemas/send_reply.json has no argument `too`; did you mean `to`?"]
        },
        {
            Main, "on_expiry: reject", "on_expiry: approve",
            ["lanekeeper.yaml:28:18: a tool with the effect write is never approved by waiting; expected reject"]
        },
        {
            Main, "group: support", "group: suport",
            ["lanekeeper.yaml:29:14: unknown group `suport`; did you mean `support`?"]
        },
        {
            Main, "    from: \"Support <support@example.com>\"\n", "",
            ["lanekeeper.yaml:21:11: a tool of the kind outbox needs `from`, the sender"]
        },
        {
            Main, "\"Support <support@example.com>\"", "\"nobody\"",
            ["lanekeeper.yaml:30:11: found `nobody`; expected a sender such as \"Support <support@example.com>\""]
        },
        {
            Main, "hosts: [orders.example.com]", "hosts: [order.example.com]",
            ["lanekeeper.yaml:37:10: the url's host orders.example.com is not among `hosts`; add it there; did you mean `order.example.com`?"]
        },
        {
            Main, "    method: GET\n", "",
            ["lanekeeper.yaml:32:11: a tool of the kind http needs `method`"]
        },
        {
            Main, "https://orders.example.com/orders/", "https://{{ order_id }}.example.com/orders/",
            ["lanekeeper.yaml:37:10: found `https://{{ order_id }}.example.com/order...`; expected an address whose beginning is fixed, such as https://orders.example.com/orders/{{ order_id }}"]
        },
        {
            Main, "Bearer ${env:ORDERS_TOKEN}", "Bearer abc123",
            ["lanekeeper.yaml:38:31: the header Authorization holds a secret in clear; expected ${env:NAME} or ${file:/path} in it"]
        },
        {
            Main, "${env:ORDERS_TOKEN}", "${ORDERS_TOKEN}",
            ["lanekeeper.yaml:38:39: `${...}` names no secret; expected ${env:NAME} or ${file:/path}"]
        },
        {
            Main, "effect: read", "effect: read\n    from: \"a <a@b.example>\"",
            ["lanekeeper.yaml:34:11: `from` belongs to tools of the kind outbox; this one is http"]
        },
        {
            Main, "trust: trusted", "trust: maybe",
            ["lanekeeper.yaml:45:12: found `maybe`; expected one of untrusted, trusted"]
        },
        {
            Main, "owner: ana@example.com", "owner: ana",
            ["lanekeeper.yaml:44:12: found `ana`; expected an e-mail address"]
        },
        {
            Main, "never: [delete_account]", "never: delete_account",
            ["lanekeeper.yaml:51:8: found `delete_account`; expected a list of names of tools"]
        },
        {
            Main, "[ana@example.com, bo@example.com]", "&all [ana@example.com, bo@example.com]",
            ["lanekeeper.yaml:49:14: this is not YAML: an anchor (`&`) is used; anchors are not allowed, write the value out (or quote it, if it is a text)"]
        },
        {
            Main, "models:", "\tmodels:",
            ["lanekeeper.yaml:3:14: this is not YAML: while scanning a plain scalar, found a tab character that violate indentation"]
        },
        {
            Main, "version: 1", "version: 1\n---\nversion: 1",
            ["lanekeeper.yaml:1:1: the field `name` is missing in lanekeeper.yaml; expected a name: small letters, digits, - and _, beginning with a letter, at most 63",
             "lanekeeper.yaml:2:1: a second document begins here; expected one document in a file"]
        },
        {
            Workflow, "ceiling: execute_with_approval", "ceiling: do_everything",
            ["workflows/triage/workflow.yaml:3:10: found `do_everything`; expected one of read, draft, recommend, execute_with_approval, execute"]
        },
        {
            Workflow, "schema: schemas/message.json", "schema: schemas/mesage.json",
            ["workflows/triage/workflow.yaml:5:11: there is no file `schemas/mesage.json`; did you mean `schemas/message.json`?"]
        },
        {
            Workflow, "task_fields: [from]", "task_fields: [form]",
            ["workflows/triage/workflow.yaml:6:17: the input has no field `form`; did you mean `from`?"]
        },
        {
            Workflow, "\"{{ input.subject }}\"\ntools", "\"{{ input.sbject }}\"\ntools",
            ["workflows/triage/workflow.yaml:7:14: `input.sbject` names nothing: `input` has no `sbject`; did you mean `subject`?"]
        },
        {
            Workflow, "tools: [send_reply, lookup_order]", "tools: [send_replay, lookup_order]",
            ["workflows/triage/workflow.yaml:8:9: unknown tool `send_replay`; did you mean `send_reply`?",
             "workflows/triage/workflow.yaml:29:13: the tool `send_reply` is not among the workflow's tools; add it to `tools`"]
        },
        {
            Workflow, "tools: [send_reply, lookup_order]", "tools: [lookup_order]",
            ["workflows/triage/workflow.yaml:12:37: `args.to` names nothing: `args` has no `to`; known: order_id",
             "workflows/triage/workflow.yaml:29:13: the tool `send_reply` is not among the workflow's tools; add it to `tools`"]
        },
        {
            Workflow, "sources: [handbook]\nrules", "sources: []\nrules",
            ["workflows/triage/workflow.yaml:16:17: the source `handbook` is not among the workflow's sources; add it to `sources`"]
        },
        {
            Workflow, "      sources: [handbook]\n      query", "      sources: [hanbook]\n      query",
            ["workflows/triage/workflow.yaml:16:17: unknown source `hanbook`; did you mean `handbook`?"]
        },
        {
            Workflow, "query: \"{{ input.subject }} {{ input.body }}\"", "query: \"{{ input.subject }} {{ input.body\"",
            ["workflows/triage/workflow.yaml:17:47: after `input.body` there is the end of the text; expected `}}` (a template holds paths only, no code)"]
        },
        {
            Workflow, "query: \"{{ input.subject }} {{ input.body }}\"", "query: \"{{ input.subject.length }} {{ upper(input.body) }}\"",
            ["workflows/triage/workflow.yaml:17:50: after `upper` there is `(`; expected `}}` (a template holds paths only, no code)"]
        },
        {
            Workflow, "query: \"{{ input.subject }}", "query: \"{{ steps.triage.output.category }}",
            ["workflows/triage/workflow.yaml:17:18: `steps.triage.output.category` cannot be known here: step `triage` does not come before this place"]
        },
        {
            Workflow, "route: default", "route: defualt",
            ["workflows/triage/workflow.yaml:20:14: unknown route `defualt`; did you mean `default`?"]
        },
        {
            Workflow, "prompt: prompts/triage.md", "prompt: prompts/triag.md",
            ["workflows/triage/workflow.yaml:21:15: there is no file `prompts/triag.md`; did you mean `prompts/triage.md`?"]
        },
        {
            Workflow, "passages: passages", "passages: triage",
            ["workflows/triage/workflow.yaml:25:17: `triage` is no retrieve step before this one"]
        },
        {
            Workflow, "\"{{ input.subject }}\\n{{ input.body }}\"", "\"{{ input.subject }}\\n{{ input.bdy }}\"",
            ["workflows/triage/workflow.yaml:23:38: `input.bdy` names nothing: `input` has no `bdy`; did you mean `body`?"]
        },
        {
            Workflow, "steps.triage.output.category !=", "steps.triage.output.categry !=",
            ["workflows/triage/workflow.yaml:27:11: `steps.triage.output.categry` names nothing: `steps.triage.output` has no `categry`; did you mean `category`?"]
        },
        {
            Workflow, "steps.triage.output.category != \"other\" &&", "steps.triage.output.category != \"other &&",
            ["workflows/triage/workflow.yaml:27:43: this is no condition: the string is not closed: expected \""]
        },
        {
            Workflow, "\"other\" && steps", "\"other\" & steps",
            ["workflows/triage/workflow.yaml:27:51: this is no condition: found '&': for 'and' write '&&'"]
        },
        {
            Workflow, "steps.reply.state", "steps.replay.state",
            ["workflows/triage/workflow.yaml:39:11: `steps.replay.state` names nothing: `steps` has no `replay`; did you mean `reply`?"]
        },
        {
            Workflow, "args.to.endsWith", "args.too.endsWith",
            ["workflows/triage/workflow.yaml:12:37: `args.too` names nothing: `args` has no `too`; did you mean `to`?"]
        },
        {
            Workflow, "id: triage", "id: passages",
            ["workflows/triage/workflow.yaml:18:9: a second step has the id `passages`; each id may stand once",
             "workflows/triage/workflow.yaml:27:11: `steps.triage.output.category` names nothing: `steps` has no `triage`; known: passages",
             "workflows/triage/workflow.yaml:27:54: `steps.triage.confidence` names nothing: `steps` has no `triage`; known: passages",
             "workflows/triage/workflow.yaml:33:19: `steps.triage.output.reply` names nothing: `steps` has no `triage`; known: passages",
             "workflows/triage/workflow.yaml:42:29: `steps.triage.output.category` names nothing: `steps` has no `triage`; known: ask, passages, reply",
             "workflows/triage/workflow.yaml:45:9: unknown step `triage`; known: ask, handoff, passages, reply"]
        },
        {
            Workflow, "id: ask", "id: Ask",
            ["workflows/triage/workflow.yaml:34:9: found `Ask`; expected a name: small letters, digits, - and _, beginning with a letter, at most 63"]
        },
        {
            Workflow, "    approve:\n", "    aprove:\n",
            ["workflows/triage/workflow.yaml:35:5: unknown field `aprove` in a step; did you mean `approve`?"]
        },
        {
            Workflow, "  - id: ask\n    approve:\n      to: support\n      question: \"Is this a complaint?\"\n", "  - id: ask\n",
            ["workflows/triage/workflow.yaml:34:9: the step `ask` does nothing; expected one of retrieve, model, tool, approve, route"]
        },
        {
            Workflow, "name: send_reply\n", "name: refund\n",
            ["workflows/triage/workflow.yaml:29:13: unknown tool `refund`; known: lookup_order, send_reply"]
        },
        {
            Workflow, "subject: \"Re: {{ input.subject }}\"", "subjct: \"Re: {{ input.subject }}\"",
            ["workflows/triage/workflow.yaml:29:13: the tool `send_reply` needs the argument `subject`, which `arguments` does not give",
             "workflows/triage/workflow.yaml:32:9: the tool `send_reply` has no argument `subjct`; did you mean `subject`?"]
        },
        {
            Workflow, "{{ steps.triage.output.reply }}", "{{ steps.triage.output.replay }}",
            ["workflows/triage/workflow.yaml:33:19: `steps.triage.output.replay` names nothing: `steps.triage.output` has no `replay`; did you mean `reply`?"]
        },
        {
            Workflow, "to: ana@example.com", "to: sales",
            ["workflows/triage/workflow.yaml:41:11: unknown group `sales`; known: support"]
        },
        {
            Workflow, "gold: evals/triage.gold.jsonl", "gold: evals/gold.jsonl",
            ["workflows/triage/workflow.yaml:44:9: there is no file `evals/gold.jsonl`"]
        },
        {
            Workflow, "step: triage", "step: triag",
            ["workflows/triage/workflow.yaml:45:9: unknown step `triag`; did you mean `triage`?"]
        },
        {
            Workflow, "step: triage", "step: reply",
            ["workflows/triage/workflow.yaml:45:9: the step `reply` has no output to compare; expected a model step with `output`"]
        },
        {
            Workflow, "field: category", "field: categry",
            ["workflows/triage/workflow.yaml:46:10: the schema schemas/triage.json has no field `categry`; did you mean `category`?"]
        },
        {
            "prompts/triage.md", "{{ input.subject }}", "{{ input.sbject }}",
            ["prompts/triage.md:4:4: `input.sbject` names nothing: `input` has no `sbject`; did you mean `subject`?"]
        },
        {
            "prompts/triage.md", "role: user", "role: uesr",
            ["prompts/triage.md:3:12: unknown role `uesr`; expected system or user; did you mean `user`?"]
        },
        {
            "prompts/triage.md", "[0].heading", "[0].headin",
            ["prompts/triage.md:6:4: `steps.passages.output.passages[0].headin` names nothing: `steps.passages.output.passages[0]` has no `headin`; did you mean `heading`?"]
        },
        {
            "schemas/triage.json", "\"type\": \"object\"", "\"type\": \"objct\"",
            ["schemas/triage.json:2:11: the schema does not compile: /type: expected one of boolean, integer, number, string, array, object, null; found \"objct\""]
        },
        {
            "schemas/triage.json", "\"required\": [", "\"required\": [[",
            ["schemas/triage.json:4:15: this is not JSON: ':' is invalid after a value. Expected either ',', '}', or ']'"]
        },
        {
            "schemas/message.json", "\"type\": \"object\"", "\"type\": \"array\"",
            ["workflows/triage/workflow.yaml:5:11: `schemas/message.json` describes something else; expected a schema with \"type\": \"object\""]
        },
        {
            "evals/triage.examples.jsonl", "\"Paid twice\"}", "\"Paid twice\"",
            ["evals/triage.examples.jsonl:1:111: this is not JSON: an object or list is not closed before the end"]
        },
        {
            "evals/triage.examples.jsonl", "\"category\": \"other\"", "\"category\": \"othr\"",
            ["evals/triage.examples.jsonl:2:93: this does not fit schemas/triage.json: /category: expected one of \"billing\", \"other\"; found \"othr\""]
        },
        {
            "evals/triage.examples.jsonl", "\"body\": \"Hello\"", "\"body\": 7",
            ["evals/triage.examples.jsonl:2:60: this does not fit schemas/message.json: /body: expected a string; found 7"]
        },
        {
            "evals/triage.examples.jsonl", ", \"output\": {\"category\": \"other\"}", "",
            ["evals/triage.examples.jsonl:2:1: the field `output` is missing in an example; expected an object"]
        },
        {
            "evals/triage.gold.jsonl", "\"category\": \"billing\"", "\"kategory\": \"billing\"",
            ["evals/triage.gold.jsonl:1:98: schemas/triage.json has no field `kategory`; did you mean `category`?"]
        },
        {
            "evals/triage.gold.jsonl", "\"subject\": \"Bill\", ", "",
            ["evals/triage.gold.jsonl:1:24: this does not fit schemas/message.json: (root): expected a property \"subject\"; found none of that name"]
        },
        {
            "evals/triage.gold.jsonl", "\"id\": \"one\"", "\"id\": 1",
            ["evals/triage.gold.jsonl:1:8: found `1`, which is no text; expected one line of text (put it in quotes)"]
        },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_break_is_told_with_its_place(string file, string from, string to, string[] expected) =>
        Projects.Check(SampleProject.Edited(file, from, to)).Faults.Select(fault => fault.ToString()).ShouldBe(expected);
}
