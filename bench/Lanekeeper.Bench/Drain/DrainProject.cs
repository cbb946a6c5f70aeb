using System.Text;
using System.Text.Json;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Drain;

/// <summary>The support sample with its mails sent unasked, so that a run goes through retrieve, model and tool without a pause.</summary>
internal static class DrainProject
{
    public const string Workflow = "support";

    private const string Path = $"workflows/{Workflow}/workflow.yaml";

    private const string Text =
        """
        description: Retrieve, classify and draft, send.
        owner: ana@example.com
        ceiling: execute
        input:
          schema: schemas/message.json
          trust: untrusted
          task_fields: [from]
          title: "{{ input.subject }}"
        tools: [send_reply]
        sources: [handbook]
        deadline: 10m
        steps:
          - id: passages
            retrieve: { sources: [handbook], query: "{{ input.subject }} {{ input.body }}", top: 5 }
          - id: triage
            model:
              route: default
              prompt: prompts/triage.md
              output: schemas/triage.json
              text: "{{ input.subject }}\n{{ input.body }}"
              examples: evals/triage.examples.jsonl
              passages: passages
          - id: reply
            tool:
              name: send_reply
              arguments: { to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.reply }}" }
              reason: "{{ steps.triage.output.reason }}"
        """;

    public static string Folder => System.IO.Path.Combine(TestData.ProjectRoot, "samples", "support-desk");

    public static ProjectFiles Read()
    {
        var sample = Projects.Read(Folder).Value.Contents.Where(file => file.Key != Path);
        return new(sample.Append(KeyValuePair.Create(Path, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Text))));
    }

    /// <summary>The sample's messages, over and over, each with another id.</summary>
    public static IEnumerable<JsonElement> Messages(int count)
    {
        var lines = File.ReadAllLines(System.IO.Path.Combine(Folder, "evals", "triage.gold.jsonl")).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line).GetProperty("input")).ToList();
        return Enumerable.Range(0, count).Select(i => lines[i % lines.Count]);
    }
}
