using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Server;

/// <summary>Finds the server that is meant, and the key to show it.</summary>
internal sealed class ServerFinder(Func<string, string?> environment)
{
    private const string UrlVariable = "LANEKEEPER_URL";
    private const string TokenVariable = "LANEKEEPER_TOKEN";
    private const string DataVariable = "LANEKEEPER_DATA";

    public Result<ServerClient> Find(ServerWish wish)
    {
        if (!TokenOf(wish).Succeeded(out var token, out var problem))
        {
            return problem;
        }

        var data = Given(wish.Data, DataVariable);
        return (wish.Data is null ? Given(wish.Url, UrlVariable) : wish.Url) is { } url ? At(url, token.Text, data) : OnThisMachine(data, token.Text);
    }

    private static Result<ServerClient> At(string url, string? token, string? data)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return new Problem(ProblemKind.Invalid, "cli.bad-url", $"'{url}' is no address of a server; write one like {LocalServer.DefaultUrl}.");
        }

        if (token is null && address.IsLoopback && Folders(data).FirstOrDefault(folder => IsAt(folder, address)) is { } ours)
        {
            return LocalToken.Read(ours).Map(found => new ServerClient(address, found));
        }

        return new ServerClient(address, token);
    }

    private static Result<ServerClient> OnThisMachine(string? data, string? token)
    {
        foreach (var folder in Folders(data))
        {
            if (LocalServer.Find(folder) is { } server)
            {
                var address = new Uri(server.Url.TrimEnd('/') + "/");
                return token is null ? LocalToken.Read(folder).Map(found => new ServerClient(address, found)) : new ServerClient(address, token);
            }

            if (LocalToken.IsClosed(folder))
            {
                return LocalToken.Closed(folder);
            }
        }

        return data is null
            ? new Problem(ProblemKind.Upstream, "cli.no-server", "No server runs on this machine. Start one with `lanekeeper serve` or `lanekeeper demo`, or name one with --url or LANEKEEPER_URL.")
            : new Problem(ProblemKind.Upstream, "cli.no-server", $"No server runs on the data folder {data}. Start one with `lanekeeper serve --data {data}`, or name another folder or --url.");
    }

    private static bool IsAt(string folder, Uri address) => LocalServer.Find(folder) is { } server && Uri.TryCreate(server.Url, UriKind.Absolute, out var its) && its.Port == address.Port;

    private static string[] Folders(string? data) => data is null ? [LocalServer.DefaultFolder, LocalServer.DemoFolder] : [Path.GetFullPath(data)];

    private Result<TokenText> TokenOf(ServerWish wish)
    {
        var text = wish.Token;
        if (text is null && wish.TokenFile is { } file)
        {
            if (!LocalToken.ReadFile(file).Succeeded(out text, out var problem))
            {
                return problem;
            }
        }

        text = (text ?? Given(null, TokenVariable))?.Trim();
        return text is null || (text.Length > 0 && text.All(letter => letter is > ' ' and < '\u007f'))
            ? new TokenText(text)
            : new Problem(ProblemKind.Invalid, "cli.bad-token", "The key is empty or holds characters that no key has. Give it as it was shown when it was made.");
    }

    private string? Given(string? flag, string variable) => flag ?? (environment(variable) is { Length: > 0 } set ? set : null);

    private sealed record TokenText(string? Text);
}
