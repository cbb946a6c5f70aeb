using System.Diagnostics;
using System.Text.Json;
using Lanekeeper.Cli;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>The real program in a process of its own, on a data folder of its own, which outlives the process.</summary>
internal sealed class LanekeeperProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly string _data;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _words = [];

    private LanekeeperProcess(Process process, string data) => (_process, _data) = (process, data);

    public ServerClient Client { get; private set; } = null!;

    public string Words
    {
        get
        {
            lock (_words)
            {
                return string.Join('\n', _words);
            }
        }
    }

    public static Task<LanekeeperProcess> ServeAsync(string data, CancellationToken cancellationToken) =>
        ServeAsync(data, new CommandWish("serve", "--data", data, "--urls", "http://127.0.0.1:0"), cancellationToken);

    public static async Task<LanekeeperProcess> ServeAsync(string data, CommandWish wish, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = wish.ToStart() };
        var started = new LanekeeperProcess(process, data);
        process.ErrorDataReceived += (_, line) => started.Hear(line.Data);
        process.OutputDataReceived += (_, line) => started.Hear(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        process.StandardInput.Close();
        try
        {
            await started.BecomeReadyAsync(cancellationToken);
            return started;
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandOutput> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(new CommandWish(arguments), cancellationToken);

    public static async Task<CommandOutput> RunAsync(CommandWish wish, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = wish.ToStart() };
        process.Start();
        await process.StandardInput.WriteAsync(wish.Input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return new(process.ExitCode, await output, await errors);
        }
        catch
        {
            End(process);
            throw;
        }
    }

    public int ProcessId => _process.Id;

    public string Data => _data;

    /// <summary>Ends it as a crash would: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    /// <summary>Ends it as a service manager would.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await EndedAsync();
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            End(_process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        try
        {
            if (!_process.HasExited)
            {
                await StopAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // It was killed and its handle is gone.
            return;
        }

        _process.Dispose();
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(Patience, cancellationToken) == ended)
        {
            throw new InvalidOperationException($"lanekeeper serve ended with {_process.ExitCode}:\n{Words}");
        }

        var server = LocalServer.Find(_data) ?? throw new InvalidOperationException("The server has not announced itself.");
        Client = new(new(server.Url), (await File.ReadAllTextAsync(LocalServer.TokenFile(_data), cancellationToken)).Trim());
    }

    /// <summary>A test that gives up leaves nothing running.</summary>
    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_words)
        {
            _words.Add(line);
        }

        if (line.StartsWith("Lanekeeper is ready", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    public override string ToString() => $"lanekeeper {_process.Id} on {_data}";
}

internal sealed record CommandOutput(int ExitCode, string Output, string Errors)
{
    /// <summary>What it printed as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>For messages of assertions.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
