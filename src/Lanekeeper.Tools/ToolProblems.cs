namespace Lanekeeper.Tools;

/// <summary>Every way in which this room says no.</summary>
public static class ToolProblems
{
    public static Problem InvalidArguments(string tool, IReadOnlyList<string> errors) =>
        new(ProblemKind.Semantic, "tools.invalid-arguments", $"The arguments of '{tool}' do not match its schema: {errors[0]}") { Details = errors };

    public static Problem BadSummary(string tool, string why) =>
        new(ProblemKind.Semantic, "tools.bad-summary", $"The summary of '{tool}' cannot be made from these arguments: {why}");

    public static Problem NoRun(string tool) =>
        new(ProblemKind.Invalid, "tools.no-run", $"'{tool}' needs a person's yes here, and outside of a run there is nobody to wait for it. Call it from a workflow.");

    public static Problem OtherApproval(string tool, Guid approvalId) =>
        new(ProblemKind.Conflict, "tools.other-approval", $"Approval {approvalId} is for another run, step or tool than this call of '{tool}'.");

    public static Problem BadAddress(string field, string value) =>
        new(ProblemKind.Semantic, "tools.bad-address", $"'{field}' is not one plain e-mail address: {Words.Line(value, 100)}");

    public static Problem IncompleteMail(string field) =>
        new(ProblemKind.Semantic, "tools.incomplete-mail", $"A mail needs the argument '{field}', a text.");

    public static Problem OutboxUnwritable(string folder, string why) =>
        new(ProblemKind.Upstream, "tools.outbox-unwritable", $"The mail could not be written to {folder}: {why}. Free space or mend its permissions; the run tries again.");

    public static Problem OutboxBusy(string file) =>
        new(ProblemKind.Upstream, "tools.outbox-busy", $"The mail {file} is in the hands of another process, or its mark in the outbox cannot be opened; the run looks again.");

    public static Problem OutboxUnsure(string file, string why) =>
        new(ProblemKind.Semantic, "tools.outbox-unsure", $"The mail {file} was written, but the disk did not confirm it: {why}");

    public static Problem HostNotAllowed(string tool, string host, IEnumerable<string> allowed) =>
        new(ProblemKind.Denied, "tools.host-not-allowed", $"'{tool}' may not call {host}; its `hosts` are: {string.Join(", ", allowed.Order(StringComparer.Ordinal))}.");

    public static Problem PrivateAddress(string tool, string host) =>
        new(ProblemKind.Denied, "tools.private-address", $"'{tool}' may not call {host}: it resolves to a private, loopback or link-local address. Declare `allow_private: true` if that is meant.");

    public static Problem BadUrl(string tool) =>
        new(ProblemKind.Semantic, "tools.bad-url", $"The url of '{tool}' with these arguments is not an http or https address that may be called.");

    public static Problem BadPath(string tool) =>
        new(ProblemKind.Semantic, "tools.bad-path", $"An argument of '{tool}' would change which address is called: in the url's path a value must not be empty, '.' or '..'.");

    public static Problem BadHeader(string tool, string header, string why) =>
        new(ProblemKind.Invalid, "tools.bad-header", $"The header {header} of '{tool}' cannot be sent: {why}.");

    public static Problem Redirected(string tool, int status) =>
        new(ProblemKind.Semantic, "tools.redirected", $"'{tool}' was answered with HTTP {status}, a redirect, and redirects are not followed. Declare the final address.");

    public static Problem Unreachable(string tool, string host) =>
        new(ProblemKind.Upstream, "tools.unreachable", $"'{tool}' could not reach {host}; nothing was sent.");

    public static Problem Refused(string tool, int status, string body) =>
        new(ProblemKind.Semantic, "tools.refused", $"'{tool}' was answered with HTTP {status}: {Words.Line(body, 300)}");

    public static Problem Busy(string tool, int status, TimeSpan? retryAfter) =>
        new(ProblemKind.Upstream, "tools.busy", $"'{tool}' was answered with HTTP {status}; it is tried again.") { RetryAfter = retryAfter };

    public static Problem NoOutcome(string tool, string why) =>
        new(ProblemKind.Semantic, "tools.no-outcome", $"'{tool}' was sent and no outcome is known: {why}");

    public static Problem TooLarge(string tool, int most) =>
        new(ProblemKind.Semantic, "tools.answer-too-large", $"'{tool}' answered with more than {most:N0} bytes.");
}
