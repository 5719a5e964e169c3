using System.Numerics;

namespace GanLab.Data.Glyphs;

/// <summary>How people draw the digits: for each a few habits, each a list of pen strokes.</summary>
/// <remarks>
/// A stroke is a list of points that the pen passes in a smooth curve, x to the right and y down in the unit square. A
/// point given twice in a row is a corner.
/// </remarks>
internal static class DigitShapes
{
    private static readonly Vector2[][][][] Habits =
    [
        [ // 0: from the top round to the left; once closed, once with the end crossing the beginning, once a narrow one
            [Pen(.54f, .01f, .26f, .10f, .08f, .45f, .17f, .84f, .46f, .99f, .74f, .86f, .87f, .50f, .76f, .15f, .50f, .02f)],
            [Pen(.62f, .10f, .36f, .05f, .12f, .36f, .13f, .76f, .42f, .99f, .76f, .84f, .88f, .46f, .72f, .10f, .46f, .00f, .30f, .10f)],
            [Pen(.50f, .00f, .30f, .14f, .22f, .50f, .30f, .86f, .50f, 1.0f, .70f, .86f, .78f, .50f, .70f, .14f, .50f, .00f)],
        ],
        [ // 1: a bar, a bar with a flag, and one with a foot as well
            [Pen(.52f, .00f, .50f, .50f, .49f, 1.0f)],
            [Pen(.50f, .00f, .51f, .50f, .50f, 1.0f)],
            [Pen(.26f, .24f, .40f, .15f, .53f, .00f, .53f, .00f, .52f, .50f, .51f, 1.0f)],
            [Pen(.26f, .22f, .41f, .14f, .53f, .00f, .53f, .00f, .52f, .50f, .52f, .99f), Pen(.26f, 1.0f, .52f, .99f, .78f, 1.0f)],
        ],
        [ // 2: a sharp heel, a looped heel, a flat and broad one
            [Pen(.12f, .26f, .27f, .05f, .60f, .01f, .80f, .20f, .70f, .48f, .42f, .76f, .10f, .98f, .10f, .98f, .50f, .95f, .92f, .97f)],
            [Pen(.14f, .22f, .36f, .02f, .70f, .07f, .75f, .33f, .54f, .66f, .24f, .93f, .09f, .90f, .18f, .76f, .42f, .84f, .68f, .97f, .94f, .88f)],
            [Pen(.10f, .18f, .34f, .01f, .70f, .06f, .80f, .30f, .56f, .60f, .28f, .82f, .08f, 1.0f, .08f, 1.0f, .46f, .99f, .88f, .99f)],
        ],
        [ // 3: two bows, two bows with a waist that loops, and a flat top
            [Pen(.12f, .14f, .38f, .00f, .74f, .09f, .74f, .33f, .38f, .47f, .38f, .47f, .76f, .55f, .86f, .78f, .54f, 1.0f, .10f, .90f)],
            [Pen(.16f, .10f, .46f, .00f, .76f, .14f, .66f, .38f, .40f, .48f, .50f, .46f, .80f, .58f, .82f, .84f, .48f, 1.0f, .10f, .92f)],
            [Pen(.14f, .03f, .48f, .03f, .82f, .02f, .82f, .02f, .60f, .22f, .40f, .42f, .40f, .42f, .74f, .50f, .86f, .74f, .56f, .99f, .12f, .92f)],
        ],
        [ // 4: open at the top in two strokes, closed in one, open with a low bar
            [Pen(.22f, .02f, .14f, .30f, .10f, .54f, .10f, .54f, .48f, .54f, .90f, .50f), Pen(.70f, .10f, .67f, .52f, .62f, 1.0f)],
            [Pen(.68f, 1.0f, .69f, .50f, .70f, .00f, .70f, .00f, .38f, .34f, .06f, .68f, .06f, .68f, .50f, .67f, .96f, .66f)],
            [Pen(.30f, .00f, .16f, .34f, .08f, .62f, .08f, .62f, .50f, .62f, .94f, .58f), Pen(.66f, .22f, .64f, .60f, .60f, 1.0f)],
        ],
        [ // 5: the hat as a stroke of its own, or all in one
            [Pen(.28f, .03f, .24f, .22f, .20f, .43f, .20f, .43f, .50f, .35f, .80f, .50f, .80f, .80f, .50f, .99f, .10f, .91f), Pen(.28f, .03f, .56f, .03f, .88f, .00f)],
            [Pen(.86f, .02f, .58f, .03f, .31f, .04f, .31f, .04f, .27f, .22f, .22f, .42f, .22f, .42f, .54f, .37f, .82f, .54f, .77f, .84f, .46f, 1.0f, .10f, .92f)],
            [Pen(.84f, .01f, .60f, .01f, .34f, .03f, .34f, .03f, .28f, .24f, .20f, .48f, .20f, .48f, .48f, .40f, .76f, .50f, .82f, .74f, .60f, .96f, .14f, .98f)],
        ],
        [ // 6: a long back, a round belly, a belly that closes late
            [Pen(.70f, .01f, .40f, .20f, .17f, .52f, .14f, .82f, .42f, 1.0f, .74f, .88f, .74f, .62f, .46f, .55f, .20f, .72f)],
            [Pen(.56f, .00f, .30f, .26f, .14f, .62f, .24f, .94f, .56f, .98f, .80f, .78f, .64f, .56f, .34f, .60f, .15f, .80f)],
            [Pen(.46f, .00f, .26f, .32f, .18f, .68f, .32f, .96f, .64f, .95f, .78f, .72f, .56f, .56f, .30f, .68f, .20f, .80f)],
        ],
        [ // 7: plain, crossed, with a small serif, with a bent back
            [Pen(.08f, .07f, .46f, .05f, .88f, .03f, .88f, .03f, .62f, .46f, .40f, 1.0f)],
            [Pen(.10f, .05f, .48f, .05f, .86f, .04f, .86f, .04f, .62f, .48f, .44f, 1.0f), Pen(.28f, .52f, .54f, .50f, .80f, .47f)],
            [Pen(.12f, .20f, .13f, .05f, .13f, .05f, .50f, .06f, .86f, .03f, .86f, .03f, .64f, .42f, .46f, 1.0f)],
            [Pen(.08f, .09f, .40f, .02f, .80f, .03f, .86f, .14f, .64f, .50f, .42f, 1.0f)],
        ],
        [ // 8: one stroke from the upper right, one from the middle, two rings
            [Pen(.74f, .15f, .48f, .00f, .22f, .14f, .30f, .37f, .62f, .56f, .82f, .80f, .50f, 1.0f, .17f, .82f, .36f, .55f, .66f, .38f, .77f, .17f, .66f, .05f)],
            [Pen(.50f, .46f, .22f, .28f, .34f, .03f, .64f, .03f, .78f, .24f, .50f, .46f, .20f, .72f, .34f, .98f, .66f, .98f, .82f, .74f, .50f, .46f)],
            [Pen(.52f, .00f, .27f, .12f, .30f, .38f, .52f, .47f, .74f, .34f, .73f, .10f, .50f, .00f), Pen(.50f, .47f, .20f, .62f, .20f, .88f, .50f, 1.0f, .80f, .88f, .80f, .62f, .50f, .47f)],
        ],
        [ // 9: a straight leg, a bent leg, a leg that curls back
            [Pen(.78f, .16f, .52f, .01f, .22f, .16f, .20f, .42f, .46f, .53f, .74f, .38f, .79f, .12f, .79f, .12f, .76f, .55f, .70f, 1.0f)],
            [Pen(.76f, .20f, .56f, .01f, .24f, .10f, .16f, .38f, .42f, .53f, .70f, .40f, .78f, .16f, .78f, .50f, .66f, .80f, .44f, 1.0f)],
            [Pen(.78f, .18f, .52f, .00f, .22f, .16f, .22f, .42f, .50f, .50f, .76f, .32f, .80f, .10f, .82f, .50f, .74f, .86f, .48f, 1.0f, .18f, .90f)],
        ],
    ];

    /// <summary>How many habits there are for <paramref name="digit"/>.</summary>
    public static int Count(int digit) => Habits[digit].Length;

    /// <summary>The strokes of one habit; not to be written to.</summary>
    public static Vector2[][] Strokes(int digit, int habit) => Habits[digit][habit];

    private static Vector2[] Pen(params ReadOnlySpan<float> coordinates)
    {
        var points = new Vector2[coordinates.Length / 2];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new Vector2(coordinates[2 * i], coordinates[(2 * i) + 1]);
        }

        return points;
    }
}
