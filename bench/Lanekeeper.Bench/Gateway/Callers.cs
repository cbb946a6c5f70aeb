using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace Lanekeeper.Bench.Gateway;

/// <summary>Apps that call at a steady rate, half of them streamed, and remember what was answered to its end.</summary>
internal sealed class Callers
{
    private const int Number = 16;

    private int _calls;

    public ConcurrentBag<Guid> Answered { get; } = [];

    /// <summary>What was answered, but not with an answer.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    /// <summary>Until that is cancelled or the program is gone.</summary>
    public Task RunAsync(Uri server, string key, int perSecond, CancellationToken enough) =>
        Task.WhenAll(Enumerable.Range(0, Number).Select(_ => CallAsync(server, key, TimeSpan.FromSeconds((double)Number / perSecond), enough)));

    private async Task CallAsync(Uri server, string key, TimeSpan pace, CancellationToken enough)
    {
        using var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var timer = new PeriodicTimer(pace);
        try
        {
            while (await timer.WaitForNextTickAsync(enough))
            {
                await CallAsync(http, isStream: Interlocked.Increment(ref _calls) % 2 == 0);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // Killed, or enough.
        }
    }

    private async Task CallAsync(HttpClient http, bool isStream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions");
        request.Headers.Add("traceparent", $"00-{Guid.NewGuid():N}-b7ad6b7169203331-01");
        request.Content = new StringContent(
            $$"""{"model":"{{GatewayDesk.Plain}}","stream":{{(isStream ? "true" : "false")}},"messages":[{"role":"user","content":"Go on."}]}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            Refused.Add($"{(int)answer.StatusCode} {text}");
        }
        else if (!isStream || text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal))
        {
            Answered.Add(Guid.Parse(answer.Headers.GetValues("x-lanekeeper-call-id").Single()));
        }
    }
}
