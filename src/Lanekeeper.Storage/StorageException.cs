namespace Lanekeeper.Storage;

/// <summary>The database cannot be had or must not be used as it is. The message says what is wrong and what to do, and may be shown.</summary>
public sealed class StorageException : Exception
{
    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
