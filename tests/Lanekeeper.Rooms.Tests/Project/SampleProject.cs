using System.Text;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project;

/// <summary>A small project that uses every feature of the format, and the same with one thing changed.</summary>
internal static class SampleProject
{
    public const string Main = "lanekeeper.yaml";
    public const string Workflow = "workflows/triage/workflow.yaml";

    private static readonly Dictionary<string, string> Texts = new()
    {
        [Main] =
            """
            version: 1
            name: support-desk
            description: Answers mail.

            models:
              floor: { provider: baseline, model: lanekeeper-baseline-1 }
              fast:
                provider: openai
                model: gpt-4.1-mini-2025-04-14
                key: env:OPENAI_API_KEY
                temperature: 0

            routes:
              default:
                model: floor
                deadline: 30s
                attempts: 2

            tools:
              send_reply:
                kind: outbox
                effect: write
                summary: "Send {{ subject }} to {{ to }}."
                arguments: schemas/send_reply.json
                decisive: [to]
                approval:
                  expires: 2d
                  on_expiry: reject
                  group: support
                from: "Support <support@example.com>"
              lookup_order:
                kind: http
                effect: read
                summary: "Look up order {{ order_id }}."
                arguments: schemas/lookup_order.json
                method: GET
                url: "https://orders.example.com/orders/{{ order_id }}"
                headers: { Authorization: "Bearer ${env:ORDERS_TOKEN}" }
                hosts: [orders.example.com]

            sources:
              handbook:
                path: sources/handbook
                owner: ana@example.com
                trust: trusted

            people:
              groups:
                support: [ana@example.com, bo@example.com]

            never: [delete_account]
            """,
        [Workflow] =
            """
            description: Triage, draft, send.
            owner: ana@example.com
            ceiling: execute_with_approval
            input:
              schema: schemas/message.json
              task_fields: [from]
              title: "{{ input.subject }}"
            tools: [send_reply, lookup_order]
            sources: [handbook]
            rules:
              - name: no strangers
                forbid: tool == "send_reply" && args.to.endsWith("@evil.example")
            steps:
              - id: passages
                retrieve:
                  sources: [handbook]
                  query: "{{ input.subject }} {{ input.body }}"
              - id: triage
                model:
                  route: default
                  prompt: prompts/triage.md
                  output: schemas/triage.json
                  text: "{{ input.subject }}\n{{ input.body }}"
                  examples: evals/triage.examples.jsonl
                  passages: passages
              - id: reply
                when: steps.triage.output.category != "other" && steps.triage.confidence >= 0.35
                tool:
                  name: send_reply
                  arguments:
                    to: "{{ input.from }}"
                    subject: "Re: {{ input.subject }}"
                    body: "{{ steps.triage.output.reply }}"
              - id: ask
                approve:
                  to: support
                  question: "Is this a complaint?"
              - id: handoff
                when: steps.reply.state == "skipped"
                route:
                  to: ana@example.com
                  reason: "Not sure: {{ steps.triage.output.category }}"
            eval:
              gold: evals/triage.gold.jsonl
              step: triage
              field: category
            """,
        ["prompts/triage.md"] =
            """
            <!-- role: system -->
            You sort mail.
            <!-- role: user -->
            {{ input.subject }}
            {{ steps.passages.output.text }}
            {{ steps.passages.output.passages[0].heading }}
            """,
        ["schemas/message.json"] =
            """
            {
              "type": "object",
              "required": ["from", "subject", "body"],
              "properties": {
                "from": { "type": "string" },
                "subject": { "type": "string" },
                "body": { "type": "string" }
              }
            }
            """,
        ["schemas/triage.json"] =
            """
            {
              "type": "object",
              "required": ["category", "reply"],
              "properties": {
                "category": { "enum": ["billing", "other"] },
                "reply": { "type": "string" }
              }
            }
            """,
        ["schemas/send_reply.json"] =
            """
            {
              "type": "object",
              "required": ["to", "subject", "body"],
              "properties": {
                "to": { "type": "string" },
                "subject": { "type": "string" },
                "body": { "type": "string" }
              },
              "additionalProperties": false
            }
            """,
        ["schemas/lookup_order.json"] = """{ "type": "object", "properties": { "order_id": { "type": "string" } } }""",
        ["evals/triage.examples.jsonl"] =
            """
            {"input": {"from": "a@b.example", "subject": "Twice", "body": "Paid twice"}, "output": {"category": "billing"}}
            {"input": {"from": "a@b.example", "subject": "Hi", "body": "Hello"}, "output": {"category": "other"}}
            """,
        ["evals/triage.gold.jsonl"] =
            """
            {"id": "one", "input": {"from": "a@b.example", "subject": "Bill", "body": "Wrong"}, "expected": {"category": "billing"}, "tags": ["plain"]}
            """,
    };

    public static ProjectFiles Files { get; } = With();

    /// <summary>The project with files replaced, added, or (given as <see langword="null"/>) taken away.</summary>
    public static ProjectFiles With(params (string Path, string? Text)[] changes)
    {
        var texts = new Dictionary<string, string>(Texts);
        foreach (var (path, text) in changes)
        {
            texts.Remove(path);
            if (text is not null)
            {
                texts.Add(path, text);
            }
        }

        return new(texts.Select(each => KeyValuePair.Create(each.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(each.Value))));
    }

    /// <summary>The project with one piece of one file, which must be there, written otherwise.</summary>
    public static ProjectFiles Edited(string path, string from, string to)
    {
        Texts[path].ShouldContain(from);
        var at = Texts[path].IndexOf(from, StringComparison.Ordinal);
        return With((path, Texts[path][..at] + to + Texts[path][(at + from.Length)..]));
    }

    public static string TextOf(string path) => Texts[path];
}
