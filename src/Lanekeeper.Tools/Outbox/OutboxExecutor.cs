using System.Text.Json;
using Lanekeeper.Project;
using Lanekeeper.Tools.Executing;

namespace Lanekeeper.Tools.Outbox;

/// <summary>
/// Writes a mail to a file that a mail server, or a person, takes from there. The file is named by the action, so the same
/// action never makes two; it appears whole or not at all.
/// </summary>
internal sealed class OutboxExecutor(ToolsOptions options, TimeProvider time) : IToolExecutor
{
    public ToolKind Kind => ToolKind.Outbox;

    public bool CanRepeat(ToolDefinition tool) => true;

    public async Task<Execution> ExecuteAsync(ToolDefinition tool, Guid actionId, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (!Mail.Read(tool.Outbox!.From, arguments).Succeeded(out var mail, out var problem))
        {
            return new Execution.Failed(problem);
        }

        var name = $"{actionId}.eml";
        var path = Path.Combine(options.OutboxFolder, name);
        try
        {
            if (!File.Exists(path))
            {
                await WriteAsync(path, Eml.Write(mail, actionId, time.GetUtcNow()));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Execution.Failed(ToolProblems.OutboxUnwritable(options.OutboxFolder, exception.Message));
        }

        return new Execution.Executed(JsonSerializer.SerializeToElement(new { file = name, to = mail.To.Address, subject = mail.Subject }));
    }

    private async Task WriteAsync(string path, byte[] content)
    {
        Directory.CreateDirectory(options.OutboxFolder);
        var unfinished = path + ".part";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = content.Length };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(unfinished, how))
        {
            await file.WriteAsync(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
