namespace Lanekeeper.Cli;

/// <summary>The commands that need the server's insides; Host supplies them.</summary>
public interface IInProcess
{
    Task<int> ServeAsync(ServeOptions options, CancellationToken cancellationToken);

    Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken);

    Task<int> DoctorAsync(DoctorOptions options, CancellationToken cancellationToken);
}

/// <summary>Flags as given; what is not given is looked for in the environment, then in <c>server.yaml</c>.</summary>
public sealed record ServeOptions(string? Data, string? Urls, string? Database);

/// <param name="Once">Exit when the messages are through, instead of serving.</param>
/// <param name="Model"><c>provider/pinned-id</c>.</param>
public sealed record DemoOptions(string? Data, string? Urls, string? Database, bool Once, bool Json, string? Model);

public sealed record DoctorOptions(string? Data, string? Database, bool Json);
