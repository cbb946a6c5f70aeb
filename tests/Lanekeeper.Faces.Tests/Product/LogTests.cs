namespace Lanekeeper.Faces.Tests.Product;

/// <summary>What may be read of the log by whoever may not come in.</summary>
public sealed class LogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Debug")]
    [InlineData("Trace")]
    public async Task However_much_the_log_tells_it_tells_no_address_that_lets_somebody_in(string level)
    {
        var wish = new CommandWish("serve", "--data", _folder.Sub("data"), "--urls", "http://127.0.0.1:0") { Environment = new Dictionary<string, string> { ["LANEKEEPER_LOG"] = level } };
        var process = await LanekeeperProcess.ServeAsync(_folder.Sub("data"), wish, Stop);
        var link = (await LanekeeperProcess.RunAsync(Stop, "sign-in", "--data", _folder.Sub("data"))).Output.Trim();
        await using (process)
        {
            using var visitor = new WebVisitor(process.Client.Server);
            await visitor.GetAsync(link, Stop);
            await visitor.GetAsync("/welcome/not-a-link-of-ours", Stop);
            await visitor.GetAsync("/sign-in/callback?code=a-code-of-the-provider&state=a-state", Stop);
            await visitor.PostAsync(link, Stop, ("what", "enter"));
        }

        var log = process.Words[process.Words.IndexOf("Lanekeeper is ready", StringComparison.Ordinal)..];
        log.ShouldContain("\"LogLevel\":\"Information\"", Case.Sensitive, "it does tell something");
        foreach (var secret in new[] { link.Split('/')[^1], "not-a-link-of-ours", "a-code-of-the-provider", "a-state" })
        {
            // What is printed for the terminal is no log, and is another link.
            log.ShouldNotContain(secret);
        }
    }
}
