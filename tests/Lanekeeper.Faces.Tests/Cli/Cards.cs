using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Faces.Tests.Cli;

/// <summary>Cards as a server would send them.</summary>
internal static class Cards
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Approval Action(string id, int minutesAgo, string subject = "Re: Where is my parcel?") => new()
    {
        Id = Guid.Parse(id),
        State = ApprovalState.Pending,
        RequestedAt = Now.AddMinutes(-minutesAgo),
        ExpiresAt = Now.AddDays(2),
        Request = Request(ApprovalKind.Action, $"Send an e-mail to kim@example.com with the subject \"{subject}\".") with
        {
            Reason = "The handbook says how late parcels are traced.",
            Action = Proposed(subject),
        },
    };

    public static Approval Handoff(string id, int minutesAgo) => new()
    {
        Id = Guid.Parse(id),
        State = ApprovalState.Pending,
        RequestedAt = Now.AddMinutes(-minutesAgo),
        ExpiresAt = Now.AddDays(3),
        Request = Request(ApprovalKind.Handoff, "complaint, urgency high: the grinder broke twice"),
    };

    private static RequestApproval Request(ApprovalKind kind, string summary) => new()
    {
        Kind = kind,
        RunId = Guid.Parse("0193e5a2-7c41-7d11-9a5b-33c51f0c22d9"),
        StepId = "reply",
        Workflow = "support",
        Snapshot = "sha256:" + new string('a', 64),
        StartedBy = "local",
        Title = "Where is my parcel?",
        Summary = summary,
        Terms = ApprovalTerms.Default,
        Evidence = new(
            Json("""{"from": "kim@example.com", "subject": "Where is my parcel?", "body": "Hello,\n\u001b[2Jmy parcel is late."}"""),
            Json("{}"),
            [new(1, Guid.Parse("0193e5a2-7c41-7d11-9a5b-33c51f0c2200"), "handbook", "shipping.md", "Shipping > Late parcels", "A parcel that is late by more than three days is traced with the carrier.", 12, 15)],
            [new("triage", Guid.Parse("0193e5a2-7c41-7d11-9a5b-33c51f0c2211"), "baseline/lanekeeper-baseline-1", 0.81, Json("""{"category": "delivery"}"""))]),
    };

    private static ProposedAction Proposed(string subject)
    {
        var arguments = JsonSerializer.SerializeToElement(new { to = "kim@example.com", subject, body = "Dear Kim,\nwe trace it." });
        return new("send_reply", Effect.Write, arguments, CanonicalJson.Digest(arguments), Json("{}"), "", new(Verdict.Approve, "ladder", "The workflow may do this when a person agrees."),
            new()
            {
                Workflow = "support",
                Ceiling = Ceiling.ExecuteWithApproval,
                Tool = "send_reply",
                Effect = Effect.Write,
                IsListed = true,
                IsNever = false,
                HasReadUntrusted = true,
                UntrustedDecisiveArguments = [],
                Rules = [],
            }, []);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
