using System.Text.Json.Nodes;
using Lanekeeper.Approvals;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>A run whose every text is hostile.</summary>
/// <param name="Texts">What its message, its answer and its mail hold, a line each.</param>
internal sealed record HostileRun(Guid Id, Guid Card, Guid Call, IReadOnlyList<string> Texts);

/// <summary>The real program after hostile customers, a hostile model, a hostile project and hostile colleagues have been at it with all payloads.</summary>
public sealed class HostileSite : IAsyncLifetime
{
    private const int TextsPerRun = 60;

    private readonly TempFolder _folder = new();
    private readonly List<HostileRun> _runs = [];
    private FaultServer? _provider;
    private Site? _site;

    internal Site Site
    {
        get
        {
            // A test can be skipped and a fixture cannot, so that the payloads are missing is said here.
            _ = Payloads.All;
            return _site!;
        }
    }

    internal IReadOnlyList<HostileRun> Runs => _runs;

    public async ValueTask InitializeAsync()
    {
        if (!Payloads.AreThere)
        {
            return;
        }

        var stop = TestContext.Current.CancellationToken;
        _provider = await FaultServer.StartAsync(cancellationToken: stop);
        _site = new() { IsEmpty = true };
        await _site.InitializeAsync();

        // What has a zero byte or half a character is refused at the door; what has braces is a template in a project's file.
        var texts = Payloads.All.Where(text => !text.Contains('\0') && text.IsNormalized() && text.Length < 3_500).ToList();
        var project = _folder.Sub("project");
        HostileProject.Write(project, _provider.OpenAiAddress, [.. texts.TakeLast(22).Concat(texts.Take(40)).Where(text => !text.Contains("{{", StringComparison.Ordinal) && text.All(character => character is >= ' ' and <= '~'))]);
        Site.Must(await new ProjectDeployer(Site.Client).DeployAsync(Site.Must(Projects.Read(project)), project, texts[^22], stop));

        foreach (var (index, chunk) in texts.Chunk(TextsPerRun).Index())
        {
            _runs.Add(await RunAsync($"hostile-{index:000}", chunk, stop));
        }

        foreach (var text in texts.Where(text => text.Length is > 3 and < 100 && !text.Any(char.IsControl)).Take(30))
        {
            var account = Site.Must(await Site.Client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount($"{Guid.NewGuid():N}@example.com", text, Role.Viewer), stop));
            await Site.Client.PostAsync<NewKey>(ApiPaths.Keys(account.Id), new { label = text }, stop);
        }

        var rejected = _runs[1];
        Site.Must(await Site.Client.PostAsync<Approval>(ApiPaths.Decide(rejected.Card), new { answer = "reject", reason = "other", words = texts[^22] }, stop));
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<HostileRun> RunAsync(string id, string[] texts, CancellationToken stop)
    {
        var all = string.Join('\n', texts);
        _provider!.Script(Behaviour.Answer(new JsonObject { ["reply"] = all, ["reason"] = all[..Math.Min(all.Length, 600)] }) with { Contains = id, Always = true, InputTokens = 10, OutputTokens = 10 });
        var message = new JsonObject { ["id"] = id, ["from"] = texts[0], ["subject"] = string.Join(' ', texts.Take(3)), ["body"] = all, [texts[1]] = texts[2] };
        var run = Site.Must(await Site.Client.PostAsync<Run>(ApiPaths.StartRun("mail") + "?wait=60s", message, stop));
        run.State.ShouldBe(RunState.Waiting, run.Problem?.Message);
        var detail = Site.Must(await Site.Client.GetAsync<RunDetail>(ApiPaths.Run(run.Id), stop));
        return new(run.Id, run.ApprovalId!.Value, detail.Steps.First(step => step.CallId is not null).CallId!.Value, texts);
    }
}
