using Lanekeeper.Ledger;

namespace Lanekeeper.Faces.Tests.Web.Calls;

/// <summary>A call around the bytes that a test gives.</summary>
internal static class Samples
{
    public static CallDetail Call(string provider, string? request, string? response, string? format = null) => new(
        new CallRow
        {
            Id = Guid.Parse("0199a000-0000-7000-8000-000000000001"),
            Workflow = "support",
            Snapshot = "sha256:0123456789abcdef",
            RunId = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
            StepId = "triage",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Attempt = 1,
            Purpose = CallPurpose.Answer,
            Route = "default",
            Provider = provider,
            RequestedModel = "gpt-5-mini",
            Format = format,
            State = CallState.Answered,
            OpenedAt = Rendering.Now,
        },
        request,
        response,
        null,
        "2026-11-01",
        null,
        120);
}
