using Npgsql;

namespace Lanekeeper.Storage.Connecting;

/// <summary>Makes what the driver needs out of what a person gave.</summary>
internal static class ConnectionSettings
{
    private const int MostForBatches = 4;

    /// <summary>What waits for a database that stands still is better kept elsewhere.</summary>
    public static readonly TimeSpan PatienceOfBatches = TimeSpan.FromSeconds(10);

    /// <exception cref="StorageException">The text is not understood. The message holds no part of a password.</exception>
    public static NpgsqlConnectionStringBuilder Read(string given)
    {
        var text = given.Trim();
        try
        {
            return DatabaseUrl.Looks(text) ? DatabaseUrl.Read(text) : new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // The driver's own message may repeat the text that it did not understand.
            throw new StorageException(
                "LANEKEEPER_DATABASE_URL is not understood. Give postgres://user:password@host:5432/database (percent-encode special characters), "
                + "or Host=...;Username=...;Password=...;Database=... .");
        }
    }

    /// <summary>Adds what we want and the person did not decide.</summary>
    public static NpgsqlConnectionStringBuilder Complete(NpgsqlConnectionStringBuilder settings, int mostConnections)
    {
        // The driver's own rule, said where all can read it.
        settings.Database ??= settings.Username;
        Default(settings, "Application Name", "lanekeeper");
        Default(settings, "Maximum Pool Size", mostConnections);
        Default(settings, "Max Auto Prepare", 200);
        Default(settings, "Auto Prepare Min Usages", 2);

        // Nothing here leaves a setting, a lock or a temporary table behind, and undoing what is not there costs as much as a small statement.
        Default(settings, "No Reset On Close", true);
        Default(settings, "GSS Encryption Mode", GssEncryptionMode.Disable);
        settings.PersistSecurityInfo = false;
        return settings;
    }

    /// <summary>
    /// For a few connections that send the same batches again and again: one plan for each statement costs less than the best for each size.
    /// It is made while tables may be empty and kept when they have grown, so it goes by the key.
    /// </summary>
    public static NpgsqlConnectionStringBuilder ForBatches(NpgsqlConnectionStringBuilder complete) => new(complete.ConnectionString)
    {
        MaxPoolSize = Math.Min(complete.MaxPoolSize, MostForBatches),
        Timeout = Math.Min(complete.Timeout, (int)PatienceOfBatches.TotalSeconds),
        CommandTimeout = Math.Min(complete.CommandTimeout, (int)PatienceOfBatches.TotalSeconds),
        Options = $"{complete.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off".TrimStart(),
    };

    private static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ShouldSerialize(key))
        {
            settings[key] = value;
        }
    }
}
