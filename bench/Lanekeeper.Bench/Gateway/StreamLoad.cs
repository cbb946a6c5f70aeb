using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Lanekeeper.Bench.Gateway;

/// <param name="FirstTokenP50">Milliseconds from the request on.</param>
/// <param name="LateP99">How much later than its pace a token came, counted from the first.</param>
/// <param name="Failed">Streams that did not come to their end.</param>
internal sealed record StreamFigures(double FirstTokenP50, double LateP50, double LateP99, int Failed);

/// <summary>Many streams at once, begun over one second, each event's coming noted.</summary>
internal static class StreamLoad
{
    private const int Seed = 7;

    public static async Task<StreamFigures> RunAsync(Uri server, string key, int streams, TimeSpan pace)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = streams }) { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        // Begun at even distances, fifty a second would all send in step with a pace of 20 ms, and each would begin while all others send.
        var chance = new Random(Seed);
        var delays = Enumerable.Range(0, streams).Select(_ => TimeSpan.FromSeconds(chance.NextDouble())).ToList();
        var all = await Task.WhenAll(delays.Select(delay => StreamAsync(http, delay, pace)));
        var firsts = all.Where(each => each.Late.Count > 0).Select(each => each.First).Order().ToList();
        var late = all.SelectMany(each => each.Late).Order().ToList();
        return new(firsts[firsts.Count / 2], late[late.Count / 2], late[(int)(late.Count * 0.99)], all.Count(each => !each.IsWhole));
    }

    private static async Task<(double First, List<double> Late, bool IsWhole)> StreamAsync(HttpClient http, TimeSpan delay, TimeSpan pace)
    {
        await Task.Delay(delay);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions");
        request.Content = new StringContent(
            $$"""{"model":"{{GatewayDesk.Paced}}","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Go on."}]}""", Encoding.UTF8, "application/json");
        var begun = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{http.BaseAddress} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        await using var body = await answer.Content.ReadAsStreamAsync();
        using var lines = new StreamReader(body);
        var (first, count, late, isWhole) = (0d, 0, new List<double>(), false);
        while (await lines.ReadLineAsync() is { } line)
        {
            isWhole |= line == "data: [DONE]";
            if (line.Contains("\"content\":\"", StringComparison.Ordinal) && !line.Contains("\"content\":\"\"", StringComparison.Ordinal))
            {
                var at = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                first = count == 0 ? at : first;
                late.Add(at - first - (count++ * pace.TotalMilliseconds));
            }
        }

        return (first, late, isWhole);
    }
}
