using System.Net;
using System.Text;
using Lanekeeper.FaultProvider;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>A gateway that may keep one megabyte of requests at a time.</summary>
public sealed class RequestMemoryTests : IAsyncLifetime
{
    private readonly AppDesk _desk = new(new Dictionary<string, string> { ["LANEKEEPER_REQUEST_MEMORY_MB"] = "1" });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Large_requests_that_come_at_once_are_answered_one_after_another()
    {
        _desk.Provider.Script(new Behaviour { DelayMs = 50, Always = true });
        using var http = _desk.Http(_desk.Key);
        var body = $$"""{"model":"{{AppDesk.Chat}}","messages":[{"role":"user","content":"How are you?"}]}""".PadRight(600_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.ASCII, "application/json"), Stop)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        var attempts = _desk.Provider.Attempts.OrderBy(attempt => attempt.At).ToList();
        attempts.Count.ShouldBe(8);
        attempts.Zip(attempts.Skip(1)).ShouldAllBe(pair => pair.First.EndedAt <= pair.Second.At);
    }
}
