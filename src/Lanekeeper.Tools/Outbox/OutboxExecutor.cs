using System.Text.Json;
using Lanekeeper.Project;
using Lanekeeper.Tools.Executing;

namespace Lanekeeper.Tools.Outbox;

/// <summary>
/// Writes a mail to a file that a mail server, or a person, takes from there. The file is named by the action, so the same
/// action never makes two; it appears whole or not at all.
/// </summary>
internal sealed class OutboxExecutor(OutboxFiles files, ToolsOptions options, TimeProvider time) : IToolExecutor
{
    public ToolKind Kind => ToolKind.Outbox;

    public bool CanRepeat(ToolDefinition tool) => true;

    public async Task<Execution> ExecuteAsync(ToolDefinition tool, Guid actionId, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (!Mail.Read(tool.Outbox!.From, arguments).Succeeded(out var mail, out var problem))
        {
            return new Execution.Failed(problem);
        }

        try
        {
            return await files.PutAsync(actionId, Eml.Write(mail, actionId, time.GetUtcNow()))
                ?? new Execution.Executed(JsonSerializer.SerializeToElement(new { file = $"{actionId}.eml", to = mail.To.Address, subject = mail.Subject }));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Execution.Failed(ToolProblems.OutboxUnwritable(options.OutboxFolder, exception.Message));
        }
    }
}
