using Lanekeeper.Permissions;
using Lanekeeper.Storage;

namespace Lanekeeper.Retrieval.Storing;

/// <summary>Reads and writes <c>retrieval.source</c> and <c>retrieval.document</c>.</summary>
internal sealed class SourceStore(Database database)
{
    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<SourceState>(Sql.List, null, cancellationToken);

    public Task<IReadOnlyList<string>> LanguagesAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<string>(Sql.Languages, null, cancellationToken);

    /// <summary>What the sources are now, and what each makes of a question: all that a search asks before it ranks.</summary>
    public Task<IReadOnlyList<AskedSource>> AskAsync(IReadOnlyList<string> names, string text, CancellationToken cancellationToken) =>
        database.QueryAsync<AskedSource>(Sql.Ask, new { names, text }, cancellationToken);

    /// <summary>Until the transaction ends, nobody else writes this source, be it there already or not.</summary>
    public static Task LockAsync(DatabaseTransaction transaction, string source, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Lock, new { source }, cancellationToken);

    public static Task PutAsync(DatabaseTransaction transaction, SyncSource source, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Put, new { source.Name, source.Owner, source.Trust, source.Language, now }, cancellationToken);

    public static Task<IReadOnlyList<StoredDocument>> DocumentsAsync(DatabaseTransaction transaction, string source, CancellationToken cancellationToken) =>
        transaction.QueryAsync<StoredDocument>(Sql.Documents, new { source }, cancellationToken);

    public static Task DeleteAsync(DatabaseTransaction transaction, string source, IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Delete, new { source, paths }, cancellationToken);

    public static Task AddAsync(DatabaseTransaction transaction, string source, IReadOnlyList<StoredDocument> documents, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            Sql.Add,
            new { source, paths = documents.Select(document => document.Path).ToArray(), hashes = documents.Select(document => document.Hash).ToArray() },
            cancellationToken);

    /// <returns>How many passages the source has now.</returns>
    public static Task<int> ChangedAsync(DatabaseTransaction transaction, string source, CancellationToken cancellationToken) =>
        transaction.FindAsync<int>(Sql.Changed, new { source }, cancellationToken);

    public static Task<int> PassagesAsync(DatabaseTransaction transaction, string source, CancellationToken cancellationToken) =>
        transaction.FindAsync<int>(Sql.Passages, new { source }, cancellationToken);

    internal static class Sql
    {
        public const string List =
            """
            select name, owner, trust, language, documents, passages, synced_at
            from retrieval.source
            order by name
            """;

        public const string Languages =
            """
            select cfgname::text
            from pg_catalog.pg_ts_config
            where pg_catalog.pg_ts_config_is_visible(oid)
            order by cfgname
            """;

        public const string Ask =
            """
            select name, trust, generation, passages, array(select lexeme from unnest(to_tsvector(language::regconfig, @text))) as lexemes
            from retrieval.source
            where name = any(@names)
            """;

        public const string Lock =
            """
            select pg_advisory_xact_lock(hashtextextended('retrieval.source ' || @source, 0))
            """;

        public const string Put =
            """
            insert into retrieval.source (name, owner, trust, language, synced_at)
            values (@name, @owner, @trust, @language, @now)
            on conflict (name) do update
            set owner = excluded.owner, trust = excluded.trust, language = excluded.language, synced_at = excluded.synced_at
            """;

        public const string Documents =
            """
            select path, hash
            from retrieval.document
            where source = @source
            """;

        public const string Delete =
            """
            delete from retrieval.document
            where source = @source and path = any(@paths)
            """;

        public const string Add =
            """
            insert into retrieval.document (source, path, hash)
            select @source, path, hash
            from unnest(@paths::text[], @hashes::text[]) as given (path, hash)
            """;

        public const string Changed =
            """
            update retrieval.source
            set generation = generation + 1,
                documents = (select count(*) from retrieval.document where source = @source),
                passages = (select count(*) from retrieval.passage where source = @source)
            where name = @source
            returning passages
            """;

        public const string Passages =
            """
            select passages
            from retrieval.source
            where name = @source
            """;
    }
}

/// <param name="Lexemes">The distinct ones of the question, in the source's language.</param>
internal sealed record AskedSource(string Name, Trust Trust, long Generation, int Passages, string[] Lexemes);

internal sealed record StoredDocument(string Path, string Hash);
