using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>Hears what goes wrong in a browser context without a word on the page: errors, refusals of the content policy, requests to elsewhere, dialogs.</summary>
internal sealed class PageWatch
{
    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _pages = new(StringComparer.Ordinal);
    private readonly string _origin;

    public PageWatch(IBrowserContext context, Uri site)
    {
        _origin = site.GetLeftPart(UriPartial.Authority);
        context.Console += (_, message) => HearConsole(message);
        context.WebError += (_, error) => Hear($"error on the page: {error.Error}");
        context.Request += (_, request) => HearRequest(request);
        context.Dialog += async (_, dialog) =>
        {
            Hear($"a {dialog.Type} dialog opened: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public void ShouldHaveHeardNothing(string where)
    {
        lock (_lock)
        {
            _faults.ShouldBeEmpty(where);
        }
    }

    /// <summary>For tests that provoke a fault and want to see it.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_lock)
        {
            var taken = _faults.ToList();
            _faults.Clear();
            return taken;
        }
    }

    /// <remarks>That a page was answered with 4xx is written to the console by the browser itself, and may well be right.</remarks>
    private void HearConsole(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !(message.Text.StartsWith("Failed to load resource: the server responded with", StringComparison.Ordinal) && IsPage(message.Location)))
        {
            Hear($"console {message.Type}: {message.Text} ({message.Location})");
        }
    }

    private bool IsPage(string location)
    {
        lock (_lock)
        {
            return _pages.Any(page => location == page || location.StartsWith(page + ":", StringComparison.Ordinal));
        }
    }

    private void HearRequest(IRequest request)
    {
        if (request.IsNavigationRequest)
        {
            lock (_lock)
            {
                _pages.Add(request.Url);
            }
        }

        if (!request.Url.StartsWith(_origin + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            Hear($"a request to elsewhere: {request.Url}");
        }
    }

    private void Hear(string fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }
}
