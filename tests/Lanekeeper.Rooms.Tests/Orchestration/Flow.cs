using System.Text;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Orchestration;

/// <summary>A small project around the steps that a test gives.</summary>
internal sealed record Flow(string Steps)
{
    public const string Retrieve =
        """
          - id: passages
            retrieve: { sources: [handbook], query: "{{ input.body }}", top: 3 }

        """;

    public const string Triage =
        """
          - id: triage
            model: { route: default, prompt: prompts/triage.md, output: schemas/triage.json, text: "{{ input.body }}", examples: evals/examples.jsonl, passages: passages }

        """;

    public const string Reply =
        """
          - id: reply
            tool:
              name: send
              arguments: { to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.category }}" }

        """;

    /// <summary>A mail with nothing before it.</summary>
    public const string Send =
        """
          - id: send
            tool:
              name: send
              arguments: { to: "{{ input.from }}", subject: "{{ input.subject }}", body: "{{ input.body }}" }

        """;

    public const string Charge =
        """
          - id: charge
            tool:
              name: charge
              arguments: { to: "{{ input.from }}" }

        """;

    /// <summary>A model over HTTP that fails as its name says.</summary>
    public const string Ask =
        """
          - id: ask
            model: { route: remote, prompt: prompts/ask.md, output: schemas/answer.json }

        """;

    public static readonly Flow Whole = new(Retrieve + Triage + Reply);

    public string Ceiling { get; init; } = "execute";

    /// <summary>More fields of the workflow, each line ended.</summary>
    public string More { get; init; } = "";

    public string RemoteModel { get; init; } = "fault-ok";

    /// <summary>More fields of the route to it.</summary>
    public string RemoteRoute { get; init; } = "";

    public string RemoteUrl { get; init; } = "http://127.0.0.1:9/v1";

    public int ChargePort { get; init; } = 9;

    public ProjectFiles Files() => new(Texts().Select(file => KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value))));

    private Dictionary<string, string> Texts() => new()
    {
        ["lanekeeper.yaml"] =
            $$$"""
            version: 1
            name: desk
            description: A desk.
            models:
              floor: { provider: baseline, model: lanekeeper-baseline-1 }
              remote: { provider: openai, model: "{{{RemoteModel}}}", base_url: "{{{RemoteUrl}}}", key: "env:{{{House.KeyName}}}" }
              spare: { provider: openai, model: fault-ok@spare, base_url: "{{{RemoteUrl}}}", key: "env:{{{House.KeyName}}}", context_tokens: 100000, capabilities: [json_schema] }
            routes:
              default: { model: floor }
              remote: { model: remote, attempts: 1{{{RemoteRoute}}} }
            tools:
              send:
                kind: outbox
                effect: write
                summary: "Write to {{ to }}."
                arguments: schemas/send.json
                decisive: [to]
                from: "Desk <desk@example.com>"
              charge:
                kind: http
                effect: write
                summary: "Charge {{ to }}."
                arguments: schemas/charge.json
                method: POST
                url: "http://127.0.0.1:{{{ChargePort}}}/charge"
                hosts: [127.0.0.1]
                allow_private: true
            sources:
              handbook: { path: sources/handbook, owner: ana@example.com, trust: trusted }
            people:
              groups: { support: [ana@example.com, bo@example.com] }
            """,
        ["workflows/desk/workflow.yaml"] =
            $$$"""
            description: Answers.
            owner: ana@example.com
            ceiling: {{{Ceiling}}}
            input: { schema: schemas/message.json, task_fields: [from], title: "{{ input.subject }}" }
            tools: [send, charge]
            sources: [handbook]
            {{{More}}}steps:
            {{{Steps}}}
            """,
        ["prompts/triage.md"] = "{{ input.body }}\n{{ steps.passages.output.text }}",
        ["prompts/ask.md"] = "{{ input.body }}",
        ["schemas/message.json"] =
            """
            {"type":"object","required":["from","subject","body"],"additionalProperties":false,
             "properties":{"from":{"type":"string"},"subject":{"type":"string"},"body":{"type":"string"}}}
            """,
        ["schemas/triage.json"] = """{"type":"object","required":["category"],"properties":{"category":{"enum":["parcel","money"],"x-lanekeeper":{"fill":"label"}}}}""",
        ["schemas/answer.json"] = """{"type":"object","required":["word"],"additionalProperties":false,"properties":{"word":{"type":"string"}}}""",
        ["schemas/send.json"] =
            """
            {"type":"object","required":["to","subject","body"],"additionalProperties":false,
             "properties":{"to":{"type":"string"},"subject":{"type":"string"},"body":{"type":"string"}}}
            """,
        ["schemas/charge.json"] = """{"type":"object","required":["to"],"additionalProperties":false,"properties":{"to":{"type":"string"}}}""",
        ["evals/examples.jsonl"] =
            """
            {"input":{"from":"a@b.example","subject":"s","body":"where is my parcel, it is late"},"output":{"category":"parcel"}}
            {"input":{"from":"a@b.example","subject":"s","body":"the delivery has not arrived"},"output":{"category":"parcel"}}
            {"input":{"from":"a@b.example","subject":"s","body":"i want my money back"},"output":{"category":"money"}}
            {"input":{"from":"a@b.example","subject":"s","body":"the invoice was charged twice"},"output":{"category":"money"}}
            """,
    };
}
