using System.Globalization;
using System.Text;
using Lanekeeper.FaultProvider;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>What stands between two machines forgets a connection that is silent for long.</summary>
public sealed class SilentConnectionTests(AppDesk desk) : IClassFixture<AppDesk>
{
    // As Linux writes them in its tables: a connection that stands; a timer that will send a probe; hundredths of a second.
    private const string Established = "01";
    private const string Probe = "02";
    private const double Ticks = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_provider_thinks_its_connection_and_the_apps_are_probed_within_half_a_minute()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads Linux's tables of connections.");
        desk.Provider.Script(Behaviour.Fail(FaultKind.Silence));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var http = desk.Http();
        var asking = http.PostAsync("/v1/chat/completions", new StringContent($$"""{"model":"{{AppDesk.Chat}}","messages":[{"role":"user","content":"Think."}]}""", Encoding.ASCII, "application/json"), gone.Token);
        await desk.Provider.WaitForAsync(attempt => attempt.Model == AppDesk.Chat, Stop);

        await Patiently.AskAsync(() => ProbesAsync(row => row.Remote == desk.Provider.Address.Port), AreAllSoon, Stop);
        await Patiently.AskAsync(() => ProbesAsync(row => row.Local == desk.Url.Port), AreAllSoon, Stop);

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    private static bool AreAllSoon(IReadOnlyList<TimeSpan?> probes) => probes.Count > 0 && probes.All(probe => probe <= TimeSpan.FromSeconds(30));

    /// <returns>When each of the connections is probed next; <see langword="null"/> for one that is not.</returns>
    private static async Task<IReadOnlyList<TimeSpan?>> ProbesAsync(Func<Connection, bool> which)
    {
        string[] rows = [.. await File.ReadAllLinesAsync("/proc/net/tcp", Stop), .. await File.ReadAllLinesAsync("/proc/net/tcp6", Stop)];
        return [.. rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells[3] == Established).Select(Connection.Read).Where(which).Select(row => row.Probed)];
    }

    private sealed record Connection(int Local, int Remote, TimeSpan? Probed)
    {
        public static Connection Read(string[] cells) => new(Hex(cells[1]), Hex(cells[2]), cells[5].Split(':')[0] == Probe ? TimeSpan.FromSeconds(Hex(cells[5]) / Ticks) : null);

        private static int Hex(string cell) => int.Parse(cell.Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
