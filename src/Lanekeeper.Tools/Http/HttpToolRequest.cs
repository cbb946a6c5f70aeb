namespace Lanekeeper.Tools.Http;

/// <param name="Secrets">What was filled into the headers; where an answer repeats it, it is taken out.</param>
internal sealed record HttpToolRequest(HttpRequestMessage Message, IReadOnlyList<string> Secrets) : IDisposable
{
    // Shorter ones are words like any other, and would be found everywhere.
    private const int ShortestSecret = 6;

    public string Host => Message.RequestUri!.Host;

    public string Redact(string text) =>
        Secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(secret => secret.Length)
            .Aggregate(text, (clean, secret) => clean.Replace(secret, "[secret]", StringComparison.Ordinal));

    public void Dispose() => Message.Dispose();
}
