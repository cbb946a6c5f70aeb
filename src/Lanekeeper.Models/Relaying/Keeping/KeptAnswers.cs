using Lanekeeper.Ledger;

namespace Lanekeeper.Models.Relaying.Keeping;

/// <summary>Answers as they went out: kept on their way, and given again.</summary>
internal static class KeptAnswers
{
    /// <summary>Hands an answer on, and what is to be kept of it to <paramref name="keep"/> before its last byte goes; nothing where it did not come to its end.</summary>
    public static async Task<RelayAnswer> KeepAsync(RelayAnswer answer, Func<KeptAnswer?, Task> keep)
    {
        if (answer.Length is null)
        {
            return new RelayAnswer(answer.Status, answer.Headers, new KeepingBody(answer.Body, body => keep(body is null ? null : Of(answer, body, streamed: true))));
        }

        await using (answer)
        {
            var whole = (await answer.NextAsync(CancellationToken.None)).ToArray();
            await keep(Of(answer, whole, streamed: false));
            return new RelayAnswer(answer.Status, answer.Headers, new WholeBody(whole));
        }
    }

    /// <param name="header">What tells that it is given again.</param>
    public static RelayAnswer Give(KeptAnswer kept, string header, string value)
    {
        var headers = kept.Headers.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])).Append(new(header, value)).ToList();
        return new RelayAnswer(kept.Status, headers, new WholeBody(kept.Body, isStream: kept.Streamed));
    }

    // One that nobody can name is not kept.
    private static KeptAnswer? Of(RelayAnswer answer, byte[] body, bool streamed) =>
        answer.Headers.FirstOrDefault(header => header.Key == OwnHeaders.CallId) is { Value: { } text } && Guid.TryParse(text, out var id)
            ? new KeptAnswer(id, answer.Status, [.. answer.Headers.SelectMany(header => new[] { header.Key, header.Value })], body, streamed)
            : null;
}
