using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Approvals.Expiring;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Orchestration;
using Lanekeeper.Orchestration.Queueing;
using Lanekeeper.Orchestration.Waiting;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Dispatching;
using Lanekeeper.Testing;
using Lanekeeper.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lanekeeper.Rooms.Tests.Orchestration;

/// <summary>Every room as the program has it, on a database of its own; as many processes on it as a test wants.</summary>
internal sealed class House : IAsyncDisposable
{
    public const string KeyName = "LANEKEEPER_TEST_ORCHESTRATION_KEY";

    public static readonly Actor Ana = new(ActorKind.Person, "id-of-ana", "ana@example.com", Role.Admin);
    public static readonly Actor Vera = new(ActorKind.Person, "id-of-vera", "vera@example.com", Role.Viewer);

    private readonly List<Process> _processes = [];
    private readonly FaultServer? _remote;
    private readonly TestDatabase _database;

    private House(TestDatabase database, FaultServer? remote)
    {
        (_database, _remote) = (database, remote);
        First = Another();
    }

    public Process First { get; }

    public FaultServer Remote => _remote!;

    public Database Database => _database.Database;

    public string Outbox { get; } = Directory.CreateTempSubdirectory("lanekeeper-runs-").FullName;

    /// <summary>The mails that were written.</summary>
    public IReadOnlyList<string> Mails => [.. Directory.GetFiles(Outbox, "*.eml").Select(File.ReadAllText)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<House> BuildAsync(Flow flow, bool withRemote = false)
    {
        Environment.SetEnvironmentVariable(KeyName, "sk-test");
        var database = await TestDatabase.CreateAsync(
            PermissionsRoom.Schema, ProjectRoom.Schema, LedgerRoom.Schema, ApprovalsRoom.Schema, RetrievalRoom.Schema, OrchestrationRoom.Schema);
        var remote = withRemote ? await FaultServer.StartAsync() : null;
        var house = new House(database, remote);
        await house.DeployAsync(remote is null ? flow : flow with { RemoteUrl = remote.OpenAiAddress.ToString() });
        await house.First.Get<IRetrieval>().SyncAsync(
            Ana, new("handbook", "ana@example.com", Trust.Trusted, "english", [new("a.md", "# Parcels\n\nA parcel that is late arrives within a week.\n")]), Token);
        return house;
    }

    /// <summary>With its worker at work.</summary>
    public static async Task<House> OpenAsync(Flow flow, bool withRemote = false)
    {
        var house = await BuildAsync(flow, withRemote);
        await house.First.StartAsync();
        return house;
    }

    public async Task DeployAsync(Flow flow) => _ = (await First.Get<IDeployments>().DeployAsync(Ana, new(flow.Files(), "test"), Token)).Value;

    public Process Another(Guid? node = null, TimeProvider? time = null, int concurrency = 4, Func<IModels, IModels>? models = null)
    {
        var process = new Process(Database, Outbox, node ?? Guid.CreateVersion7(), time ?? new ManualTime(), concurrency, models);
        _processes.Add(process);
        return process;
    }

    /// <summary>A process whose worker has begun a run of <see cref="Flow.Whole"/> and stands before the model, until the gate is opened.</summary>
    public async Task<(Process Process, Gate Gate, Guid Run)> HoldAsync()
    {
        Gate? gate = null;
        var process = Another(models: real => gate = new Gate(real));
        _ = process.Get<IModels>();
        await process.StartAsync();
        var run = await process.BeginAsync();
        await gate!.ReachedAsync();
        return (process, gate, run);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_remote is not null)
        {
            await _remote.DisposeAsync();
        }

        await _database.DisposeAsync();
        Directory.Delete(Outbox, recursive: true);
    }

    /// <summary>One life of the program.</summary>
    internal sealed class Process : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly TimeProvider _time;
        private readonly List<IHostedService> _started = [];

        public Process(Database database, string outbox, Guid node, TimeProvider time, int concurrency, Func<IModels, IModels>? models)
        {
            (Node, _time) = (node, time);
            var services = new ServiceCollection()
                .AddSingleton(time)
                .AddStorage(database)
                .AddPermissions()
                .AddProject(new())
                .AddLedger(new LedgerOptions { Node = node, Process = Guid.CreateVersion7() })
                .AddModels(new ModelsOptions { BreakerFailures = 100 })
                .AddApprovals()
                .AddRetrieval()
                .AddTools(new ToolsOptions(outbox))
                .AddOrchestration(new OrchestrationOptions { Node = node, Concurrency = concurrency });
            if (models is not null)
            {
                var real = services.Last(service => service.ServiceType == typeof(IModels));
                services.AddSingleton(provider => models((IModels)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
            }

            _services = services.BuildServiceProvider();
        }

        public Guid Node { get; }

        public ManualTime Time => (ManualTime)_time;

        public IRuns Runs => Get<IRuns>();

        public T Get<T>()
            where T : notnull => _services.GetRequiredService<T>();

        public async Task StartAsync()
        {
            foreach (var service in _services.GetServices<IHostedService>().Where(service => service is Worker or OutboxDispatcher))
            {
                _started.Add(service);
                await service.StartAsync(Token);
            }
        }

        public async Task StopAsync()
        {
            // The last one first, as a host does.
            foreach (var service in Enumerable.Reverse(_started))
            {
                await Patiently.AwaitAsync(service.StopAsync(CancellationToken.None));
            }

            _started.Clear();
        }

        /// <summary>Time passes, less of it than a lease, and the worker looks at its queue.</summary>
        public void Pass(TimeSpan by)
        {
            Time.Advance(by);
            Get<Wakeups>().Publish(Channels.Jobs);
        }

        public async Task<Guid> BeginAsync(string body = "where is my parcel", string? key = null) => (await TryBeginAsync(body, key)).Value.Id;

        public Task<Result<Run>> TryBeginAsync(string body, string? key = null) => TryBeginAsync(
            JsonSerializer.SerializeToElement(new { from = "eve@example.com", subject = "Late", body }), key);

        public Task<Result<Run>> TryBeginAsync(JsonElement input, string? key = null) => Runs.StartAsync(Ana, new("desk", input, key), Token);

        /// <summary>Until it has ended or waits for a person.</summary>
        public async Task<Run> RestAsync(Guid run) => (await Patiently.AwaitAsync(Runs.WaitAsync(Vera, run, TimeSpan.FromMinutes(5), Token), Token)).Value;

        /// <summary>Until a worker of this process has let go of it in the state given.</summary>
        public async Task<Run> UntilAsync(Guid run, RunState state, Func<RunDetail, bool>? wished = null)
        {
            using var listener = Get<RunNews>().Listen(run);
            while (true)
            {
                var next = listener.Next();
                var now = await ShowAsync(run);
                if (now.Run.State == state && wished?.Invoke(now) != false)
                {
                    return now.Run;
                }

                await Patiently.AwaitAsync(next, Token);
            }
        }

        public async Task<RunDetail> ShowAsync(Guid run) => (await Runs.GetAsync(Ana, run, Token)).Value;

        public async Task<IReadOnlyList<StepRecord>> StepsAsync(Guid run) => (await ShowAsync(run)).Steps;

        public async Task<IReadOnlyList<ActionRow>> ActionsAsync(Guid run) => (await Get<IActions>().ListAsync(Ana, run, Token)).Value.Items;

        public async Task<Approval> CardAsync(Guid run) =>
            (await Get<IApprovals>().ListAsync(Ana, new ApprovalQuery(RunId: run), PageRequest.First, Token)).Value.Items.Single();

        public async Task DecideAsync(Guid run, ApprovalAnswer answer, string? arguments = null)
        {
            var card = await CardAsync(run);
            var reason = answer == ApprovalAnswer.Reject ? RejectReason.WrongTone : (RejectReason?)null;
            _ = (await Get<IApprovals>().DecideAsync(Ana, new(card.Id, answer, arguments is null ? null : JsonElement.Parse(arguments), reason), Token)).Value;
        }

        public Task<int> ExpireAsync() => Get<ExpireHandler>().RunAsync(Token);

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            await _services.DisposeAsync();
        }
    }
}
