using System.Diagnostics;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A command line of the real program, and the world around it.</summary>
internal sealed record CommandWish(params string[] Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>A command that runs it, such as <c>setpriv</c> with its flags.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <remarks>Nothing of the machine's own Lanekeeper leaks in.</remarks>
    public ProcessStartInfo ToStart()
    {
        var host = System.Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string[] whole = [.. By, host, Path.Combine(AppContext.BaseDirectory, "lanekeeper.dll"), .. Arguments];
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LANEKEEPER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        start.Environment["TEST_PROVIDER_KEY"] = "sk-test-secret-0123456789";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
