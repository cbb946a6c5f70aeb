namespace Lanekeeper.Kernel;

/// <summary>One page of a list that is read by key, never by offset.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Give this back as <c>after</c> to get the next page; <see langword="null"/> on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page is wanted.</summary>
public sealed record PageRequest(int Size = 50, string? After = null)
{
    public const int Largest = 500;

    public static readonly PageRequest First = new();

    /// <summary>The size asked for, brought into 1 to <see cref="Largest"/>.</summary>
    public int BoundedSize => Math.Clamp(Size, 1, Largest);

    /// <summary>The key after which this page begins, where the cursor is an id.</summary>
    public Guid? AfterId => Guid.TryParse(After, out var id) ? id : null;
}
