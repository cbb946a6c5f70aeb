namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>What a site's project has beside the sample: a workflow whose model is away.</summary>
internal static class SiteProject
{
    public const string Away = "translate";

    public const string LongApp = "nightly-reconciliation-of-invoices-and-orders-eu-1";

    /// <remarks>Without a breaker that would leave the model alone half a minute at a time, so that its run has failed for good within seconds.</remarks>
    public static void AddAway(string project)
    {
        var root = Path.Combine(project, "lanekeeper.yaml");
        var text = File.ReadAllText(root);
        text = Insert(text, "models:", """
              away:
                provider: openai
                model: gpt-4.1-mini-2025-04-14
                base_url: http://127.0.0.1:9/v1
                key: env:TEST_PROVIDER_KEY
                breaker: { failures: 1000 }
            """);
        text = Insert(text, "routes:", "  away: { model: away, deadline: 5s, attempts: 2 }");
        text += $$"""

            limits:
              apps:
                shop: { requests_per_minute: 300, tokens_per_minute: 400000, concurrent: 20, usd_per_day: 25, usd_per_month: 400 }
                bench: { concurrent: 5, usd_per_day: 10 }
                {{LongApp}}: { usd_per_month: 10 }
              workflows:
                {{Away}}: { concurrent: 100 }

            """;
        File.WriteAllText(root, text);

        var folder = Directory.CreateDirectory(Path.Combine(project, "workflows", Away)).FullName;
        File.WriteAllText(Path.Combine(folder, "workflow.yaml"), """
            description: Puts a customer's message into English.
            owner: bo@example.com
            ceiling: recommend
            input:
              schema: schemas/message.json
              trust: untrusted
              title: "{{ input.subject }}"
            deadline: 1m
            steps:
              - id: english
                model: { route: away, prompt: prompts/english.md, output: schemas/english.json }
            """);
        File.WriteAllText(Path.Combine(project, "schemas", "english.json"), """
            {"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}
            """);
        File.WriteAllText(Path.Combine(project, "prompts", "english.md"), """
            <!-- role: user -->
            Put this into English: {{ input.body }}
            """);
    }

    private static string Insert(string text, string below, string lines) => text.Replace($"\n{below}\n", $"\n{below}\n{lines}\n", StringComparison.Ordinal);
}
