using System.Globalization;

namespace Lanekeeper.FaultProvider;

internal static class Program
{
    private const string Help = """
        A provider of models that speaks OpenAI's and Anthropic's formats over HTTP, and fails on command.

        Usage: dotnet run --project tests/Lanekeeper.FaultProvider -- [options]

          --urls URL    where to listen (default http://127.0.0.1:5099; port 0 takes a free one)
          --seed N      the same seed gives the same ids and garbage (default 0)
          --key KEY     take this key only (default: any that does not hold the word "invalid")
          --recordings FOLDER   answers the model replay-NAME with what was recorded under NAME (index.jsonl and its files)
          --quiet-log   keeps counts of the attempts and nothing else: for benchmarks
          --help        this text

        Examples, with URL=http://127.0.0.1:5099:

          The model's name says what happens:
            curl $URL/v1/chat/completions -H 'authorization: Bearer k' -d '{"model":"fault-429-2s","messages":[{"role":"user","content":"hi"}]}'

          A script, taken line by line:
            curl $URL/_/script -d '[{"do":"500","times":2},{"contains":"refund","json":{"intent":"refund"}},{"text":"Hello.","always":true}]'

          What came, as judge:
            curl $URL/_/attempts
            curl $URL/_/counts

        README.md beside the source lists every behaviour.
        """;

    private static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }

        if (Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("--urls URL, --seed NUMBER, --key KEY, --recordings FOLDER (one that is there) and --quiet-log can be given; --help shows examples.");
            return 2;
        }

        try
        {
            await using var server = await FaultServer.StartAsync(options);
            Console.WriteLine($"Fault provider listens on {server.Address}");
            await WarnAsync(server.Address);
            await server.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        }
        catch (Exception unreadable) when (options.Recordings is not null && unreadable is ArgumentException or FileNotFoundException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Cannot read the recordings: {unreadable.Message}");
            return 1;
        }
        catch (Exception failed) when (failed is IOException or FormatException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"Cannot listen on {options.Urls}: {failed.Message} Name another address with --urls.");
            return 1;
        }
    }

    private static async Task WarnAsync(Uri address)
    {
        if (!address.IsLoopback)
        {
            await Console.Error.WriteLineAsync("Others than this machine can reach it, and whoever reaches it can script it: use it for drills only.");
        }
    }

    private static FaultServerOptions? Read(string[] args)
    {
        var options = new FaultServerOptions { Urls = "http://127.0.0.1:5099" };
        for (var at = 0; at < args.Length; at += args[at] == "--quiet-log" ? 1 : 2)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            switch (args[at])
            {
                case "--urls" when Uri.TryCreate(value, UriKind.Absolute, out _):
                    options.Urls = value;
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed):
                    options.Seed = seed;
                    break;
                case "--quiet-log":
                    options.QuietLog = true;
                    break;
                case "--recordings" when Directory.Exists(value):
                    options.Recordings = value;
                    break;
                case "--key" when value.Length > 0:
                    options.Key = value;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
