namespace Lanekeeper.Host.Demo;

/// <summary>A line that counts up on a terminal; elsewhere a line every quarter.</summary>
internal sealed class DemoProgress(int total, TextWriter output, bool isTerminal) : IDisposable
{
    private const int Width = 30;

    private readonly Lock _lock = new();
    private int _shown;

    public void Show(int done)
    {
        lock (_lock)
        {
            if (done <= _shown)
            {
                return;
            }

            if (isTerminal)
            {
                var filled = Width * done / total;
                output.Write($"\r  [{new string('#', filled)}{new string('.', Width - filled)}] {done}/{total}");
            }
            else if (done == total || done * 4 / total > _shown * 4 / total)
            {
                output.WriteLine($"  {done} of {total}");
            }

            _shown = done;
        }
    }

    public void Dispose()
    {
        if (isTerminal)
        {
            output.WriteLine();
        }
    }
}
