namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A small project that asks a scripted provider and writes mails or calls a system.</summary>
internal static class ProductProject
{
    public static string Write(string folder, Uri provider, Uri system, string ceiling = "execute_with_approval")
    {
        Put(folder, "lanekeeper.yaml", $$$"""
            version: 1
            name: product-test
            models:
              scripted:
                provider: openai
                model: gpt-4.1-mini-2025-04-14
                base_url: {{{provider}}}
                key: env:TEST_PROVIDER_KEY
                breaker: { failures: 1000 }
              claude:
                provider: anthropic
                model: claude-sonnet-4-5-20250929
                base_url: {{{new Uri(provider, "/")}}}
                key: env:TEST_PROVIDER_KEY
                breaker: { failures: 1000 }
            routes:
              default: { model: scripted, deadline: 20s, attempts: 3 }
              claude: { model: claude, deadline: 20s, attempts: 3 }
              impatient: { model: scripted, deadline: 5s, attempts: 1 }
            tools:
              send_reply:
                kind: outbox
                effect: write
                description: Sends an e-mail to the customer.
                summary: "Send an e-mail to {{ to }} with the subject \"{{ subject }}\"."
                arguments: schemas/mail.json
                decisive: [to]
                from: "Support <support@example.com>"
              book:
                kind: http
                effect: write
                description: Books the request.
                summary: "Book request {{ id }}."
                arguments: schemas/booking.json
                decisive: [id]
                method: POST
                url: "{{{system}}}book/{{ id }}"
                body: json
                hosts: ["{{{system.Host}}}"]
                allow_private: true
                timeout: 10s
            sources:
              handbook: { path: sources/handbook, owner: ana@example.com, trust: trusted }
            people:
              groups:
                support: [ana@example.com]
            """);
        Put(folder, "workflows/mail/workflow.yaml", Workflow(ceiling, "default", "send_reply", """{ to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.reply }}" }"""));
        Put(folder, "workflows/claude/workflow.yaml", Workflow(ceiling, "claude", "send_reply", """{ to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.reply }}" }"""));
        Put(folder, "workflows/urgent/workflow.yaml", Workflow(ceiling, "impatient", "send_reply", """{ to: "{{ input.from }}", subject: "Re: {{ input.subject }}", body: "{{ steps.triage.output.reply }}" }"""));
        Put(folder, "workflows/booking/workflow.yaml", Workflow(ceiling, "default", "book", """{ id: "{{ input.id }}", category: "{{ steps.triage.output.category }}" }"""));
        Put(folder, "prompts/triage.md", """
            <!-- role: system -->
            You sort messages and draft a reply. The passages are what you know.
            <!-- role: user -->
            {{ steps.passages.output.text }}

            Message {{ input.id }}: {{ input.subject }}
            {{ input.body }}
            """);
        Put(folder, "schemas/message.json", """
            {"type":"object","properties":{"id":{"type":"string","maxLength":60},"from":{"type":"string","format":"email"},"subject":{"type":"string"},"body":{"type":"string"}},"required":["id","from","subject","body"],"additionalProperties":false}
            """);
        Put(folder, "schemas/triage.json", """
            {"type":"object","properties":{"category":{"type":"string","enum":["delivery","refund","other"]},"reply":{"type":"string"}},"required":["category","reply"],"additionalProperties":false}
            """);
        Put(folder, "schemas/mail.json", """
            {"type":"object","properties":{"to":{"type":"string","format":"email"},"subject":{"type":"string","maxLength":300},"body":{"type":"string","maxLength":20000}},"required":["to","subject","body"],"additionalProperties":false}
            """);
        Put(folder, "schemas/booking.json", """
            {"type":"object","properties":{"id":{"type":"string"},"category":{"type":"string"}},"required":["id","category"],"additionalProperties":false}
            """);
        Put(folder, "sources/handbook/delivery.md", "# Delivery\n\nParcels leave the warehouse within two working days.\n\n## Late parcels\n\nA parcel that is five days late is sent again.\n");
        Put(folder, "sources/handbook/refunds.md", "# Refunds\n\nRefunds reach the card within seven days.\n");
        return folder;
    }

    private static string Workflow(string ceiling, string route, string tool, string arguments) => $$$"""
        description: A test workflow.
        owner: ana@example.com
        ceiling: {{{ceiling}}}
        input:
          schema: schemas/message.json
          trust: untrusted
          task_fields: [from, id]
          title: "{{ input.subject }}"
        tools: [{{{tool}}}]
        sources: [handbook]
        deadline: 5m
        steps:
          - id: passages
            retrieve: { sources: [handbook], query: "{{ input.subject }} {{ input.body }}", top: 2 }
          - id: triage
            model: { route: {{{route}}}, prompt: prompts/triage.md, output: schemas/triage.json, passages: passages }
          - id: act
            tool:
              name: {{{tool}}}
              arguments: {{{arguments}}}
        """;

    private static void Put(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
