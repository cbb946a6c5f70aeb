using System.Text.Json;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>A page without a mouse.</summary>
internal static class Keyboard
{
    private const int MostStops = 400;

    private const string Describe =
        """
        one => `${one.tagName.toLowerCase()}.${(one.getAttribute('class') ?? '').split(' ').join('.')} "${(one.innerText ?? one.value ?? '').trim().slice(0, 40)}"`
        """;

    // What Tab should reach: of a group of radio buttons only one. The walk begins at the top, wherever the page put the focus,
    // and after the page put it there: autofocus waits for a frame, which may come later than the load, on a busy machine by more than one.
    private const string Mark =
        $$"""
        async () => {
          const describe = {{Describe}};
          const frame = () => new Promise(drawn => requestAnimationFrame(drawn));
          const own = document.querySelector('[autofocus]');
          for (let frames = 0; frames < 2 || (own && own !== document.activeElement && frames < 60); frames++) await frame();
          const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
            .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]'));
          const radios = new Set();
          window.__stops = all.filter(one => one.type !== 'radio' || (!radios.has(one.name) && radios.add(one.name)));
          window.__reached = new Set();
          const top = document.createElement('i');
          top.tabIndex = -1;
          document.body.prepend(top);
          top.focus();
          top.remove();
          return window.__stops.length;
        }
        """;

    private const string Step =
        $$"""
        () => {
          const describe = {{Describe}};
          const one = document.activeElement;
          if (!one || one === document.body) return null;
          const again = window.__reached.has(one);
          window.__reached.add(one);
          if (one.type === 'radio') window.__stops.filter(stop => stop.name === one.name).forEach(stop => window.__reached.add(stop));
          const rings = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
          const drawn = pseudo => getComputedStyle(one, pseudo).content !== 'none' && rings(getComputedStyle(one, pseudo));
          const box = one.getBoundingClientRect();
          const seen = box.width > 0 && box.height > 0 && (rings(getComputedStyle(one)) || drawn('::before') || drawn('::after'));
          return { what: describe(one), seen, again };
        }
        """;

    public static async Task<Walk> WalkAsync(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(Mark);
        var first = "";
        var unseen = new List<string>();
        for (var step = 0; step < Math.Min(stops + 5, MostStops); step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<JsonElement?>(Step) is not { ValueKind: JsonValueKind.Object } at || at.GetProperty("again").GetBoolean())
            {
                break;
            }

            first = first.Length == 0 ? at.GetProperty("what").GetString()! : first;
            if (!at.GetProperty("seen").GetBoolean())
            {
                unseen.Add(at.GetProperty("what").GetString()!);
            }
        }

        var unreached = await page.EvaluateAsync<string[]>($"() => window.__stops.slice(0, {MostStops - 5}).filter(one => !window.__reached.has(one)).map({Describe.Trim()})");
        return new(first, unreached, unseen);
    }

    /// <summary>What has an animation or a transition that takes time.</summary>
    public static Task<string[]> MovingAsync(IPage page) => page.EvaluateAsync<string[]>(
        $$"""
        () => [...document.querySelectorAll('*')]
          .filter(one => { const style = getComputedStyle(one); return [style.animationDuration, style.transitionDuration].some(times => times.split(',').some(time => parseFloat(time) > 0.02)); })
          .map({{Describe.Trim()}})
        """);
}

/// <param name="First">Where the first Tab led.</param>
internal sealed record Walk(string First, IReadOnlyList<string> Unreached, IReadOnlyList<string> Unseen);
