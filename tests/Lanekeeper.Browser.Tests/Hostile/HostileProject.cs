using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>A project whose every description is hostile, with one workflow that asks a scripted model and wants to write a mail.</summary>
internal static class HostileProject
{
    // Escaped as little as may be, for YAML reads no pairs of escapes.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, Uri provider, IReadOnlyList<string> texts)
    {
        string Text(int index) => JsonSerializer.Serialize(texts[index % texts.Count], Plain);

        WriteRoot(folder, provider, Text);
        WriteWorkflow(folder, Text, texts[4 % texts.Count].ReplaceLineEndings(" "));
        WriteSchemas(folder, texts[5 % texts.Count], texts[6 % texts.Count]);
        Put(folder, "sources/handbook/hostile.md", "# " + texts[7 % texts.Count].ReplaceLineEndings(" ") + "\n\n" + string.Join("\n\n", texts.Select(text => "refund " + text)) + "\n");
    }

    private static void WriteRoot(string folder, Uri provider, Func<int, string> text) =>
        Put(folder, "lanekeeper.yaml", $$$"""
            version: 1
            name: hostile
            description: {{{text(0)}}}
            models:
              scripted:
                provider: openai
                model: gpt-4.1-mini-2025-04-14
                base_url: {{{provider}}}
                key: env:TEST_PROVIDER_KEY
            routes:
              default: { model: scripted, deadline: 20s, attempts: 1 }
            tools:
              send_reply:
                kind: outbox
                effect: write
                description: {{{text(1)}}}
                summary: "Send an e-mail to {{ to }} with the subject \"{{ subject }}\"."
                arguments: schemas/mail.json
                decisive: [to]
                from: "Support <support@example.com>"
            sources:
              handbook: { path: sources/handbook, owner: ana@example.com, trust: trusted }
            people:
              groups:
                support: [ana@example.com]
            """);

    private static void WriteWorkflow(string folder, Func<int, string> text, string prompt)
    {
        Put(folder, "workflows/mail/workflow.yaml", $$$"""
            description: {{{text(2)}}}
            owner: ana@example.com
            ceiling: execute_with_approval
            input:
              schema: schemas/message.json
              trust: untrusted
              task_fields: [from, id]
              title: "{{ input.subject }}"
            tools: [send_reply]
            sources: [handbook]
            deadline: 5m
            rules:
              - name: {{{text(3)}}}
                forbid: tool == "send_reply" && args.to != input.from
            steps:
              - id: passages
                retrieve: { sources: [handbook], query: "{{ input.subject }} {{ input.body }}", top: 3 }
              - id: triage
                model: { route: default, prompt: prompts/triage.md, output: schemas/triage.json, passages: passages }
              - id: act
                tool:
                  name: send_reply
                  arguments: { to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.reply }}" }
                  reason: "{{ steps.triage.output.reason }}"
            """);
        Put(folder, "prompts/triage.md", $$"""
            <!-- role: system -->
            You sort messages. {{prompt}}
            <!-- role: user -->
            Message {{"{{ input.id }}"}}: {{"{{ input.subject }}"}}
            {{"{{ input.body }}"}}
            """);
    }

    private static void WriteSchemas(string folder, string title, string description)
    {
        Put(folder, "schemas/message.json", """
            {"type":"object","properties":{"id":{"type":"string"},"from":{"type":"string"},"subject":{"type":"string"},"body":{"type":"string"}},"required":["id","from","subject","body"],"additionalProperties":true}
            """);
        Put(folder, "schemas/triage.json", """
            {"type":"object","properties":{"reply":{"type":"string"},"reason":{"type":"string"}},"required":["reply","reason"],"additionalProperties":false}
            """);
        Put(folder, "schemas/mail.json", JsonSerializer.Serialize(new
        {
            type = "object",
            properties = new Dictionary<string, object>
            {
                ["to"] = new { type = "string", title, description },
                ["subject"] = new { type = "string" },
                ["body"] = new { type = "string" },
            },
            required = new[] { "to", "subject", "body" },
        }));
    }

    private static void Put(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
