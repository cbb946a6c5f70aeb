namespace Lanekeeper.Tools;

/// <param name="OutboxFolder">Where the built-in <c>outbox</c> puts its mails.</param>
public sealed record ToolsOptions(string OutboxFolder);
