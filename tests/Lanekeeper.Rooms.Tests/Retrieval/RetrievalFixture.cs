using Lanekeeper.Permissions;
using Lanekeeper.Retrieval;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Retrieval;

/// <summary>The real room on a database of its own.</summary>
public sealed class RetrievalFixture() : DatabaseFixture(RetrievalRoom.Schema)
{
    public static readonly Actor Operator = new(ActorKind.Person, "o", "olga@example.org", Role.Operator);

    public static readonly Actor Reviewer = new(ActorKind.Person, "r", "rita@example.org", Role.Reviewer);

    private ServiceProvider? _services;
    private int _names;

    public ManualTime Time { get; } = new();

    public IRetrieval Retrieval => Get<IRetrieval>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>A name that no other test uses.</summary>
    public string Name() => $"source{Interlocked.Increment(ref _names)}";

    /// <summary>The room once more, as another process has it.</summary>
    public ServiceProvider Another() =>
        new ServiceCollection().AddSingleton<TimeProvider>(Time).AddStorage(Database).AddRetrieval().BuildServiceProvider();

    public async Task<SyncReport> SyncAsync(string name, params (string Path, string Text)[] documents) =>
        (await Retrieval.SyncAsync(Operator, Source(name, documents), Token)).Value;

    public static SyncSource Source(string name, params (string Path, string Text)[] documents) =>
        new(name, "ana@example.org", Trust.Trusted, "english", [.. documents.Select(document => new SourceDocument(document.Path, document.Text))]);

    public async Task<IReadOnlyList<Passage>> SearchAsync(string text, params string[] sources) =>
        (await Retrieval.SearchAsync(new PassageQuery(sources, text, 10), Token)).Value.Passages;

    protected override ValueTask FurnishAsync()
    {
        _services = Another();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ClearAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;
}
