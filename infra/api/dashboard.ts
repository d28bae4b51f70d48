import { readCatalogueFigures } from '../../shared/statistics/contracts/read-catalogue-figures.ts';
import { readDashboard } from '../../shared/statistics/contracts/read-dashboard.ts';
import { readFigures } from '../../shared/statistics/contracts/read-figures.ts';
import { pageAsset } from './page.ts';

const title = { vi: 'Dịch vụ công qua những con số', en: 'Public services in figures' };

/** What the page says. The script shows one of the languages at a time: two would crowd a chart. */
const texts = {
  title,
  lead: {
    vi: 'Hồ sơ thủ tục hành chính của tỉnh, tính đến hết ngày cuối kỳ.',
    en: 'Dossiers of the province, as of the end of the last day of the period.',
  },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  loading: { vi: 'Đang lấy số liệu …', en: 'Loading the figures …' },
  wrongPeriod: {
    vi: 'Kỳ phải bắt đầu trước khi kết thúc và không dài quá ba năm.',
    en: 'A period begins before it ends, and is three years at most.',
  },
  period: {
    label: { vi: 'Kỳ số liệu', en: 'Period' },
    from: { vi: 'Từ ngày', en: 'From' },
    to: { vi: 'Đến ngày', en: 'To' },
    show: { vi: 'Xem', en: 'Show' },
    lastMonths: { vi: '12 tháng qua', en: 'Last 12 months' },
    thisYear: { vi: 'Năm nay', en: 'This year' },
    lastYear: { vi: 'Năm trước', en: 'Last year' },
  },
  downloads: {
    title: { vi: 'Tải số liệu', en: 'Download the figures' },
    levels: { vi: 'Thủ tục theo mức độ', en: 'Procedures by level' },
    months: { vi: 'Hồ sơ theo tháng', en: 'Dossiers by month' },
    agencies: { vi: 'Hồ sơ theo cơ quan', en: 'Dossiers by agency' },
  },
  table: { vi: 'Bảng số liệu', en: 'Table' },
  notShown: {
    vi: 'không công bố để bảo vệ người nộp',
    en: 'not shown, to protect applicants',
  },
  more: { vi: 'cơ quan khác trong bảng số liệu', en: 'more in the table' },
  empty: {
    catalogue: { vi: 'Danh mục chưa có thủ tục nào.', en: 'The catalogue has no procedure yet.' },
    received: {
      vi: 'Không tiếp nhận hồ sơ nào trong kỳ này.',
      en: 'No dossier was received in this period.',
    },
    resolved: {
      vi: 'Không giải quyết hồ sơ nào trong kỳ này.',
      en: 'No dossier was resolved in this period.',
    },
    fees: {
      vi: 'Không nộp phí, lệ phí nào trong kỳ này.',
      en: 'No fee was paid in this period.',
    },
    ratings: {
      vi: 'Không có đánh giá nào trong kỳ này.',
      en: 'Nobody rated in this period.',
    },
    post: {
      vi: 'Không có hồ sơ nào qua bưu chính công ích trong kỳ này.',
      en: 'No dossier went by the public post in this period.',
    },
  },
  figures: {
    received: { vi: 'hồ sơ tiếp nhận', en: 'dossiers received' },
    online: { vi: 'nộp trực tuyến', en: 'filed online' },
    inTime: { vi: 'giải quyết đúng hạn', en: 'resolved on time' },
    post: { vi: 'qua bưu chính công ích', en: 'by the public post' },
    inProgress: { vi: 'đang giải quyết cuối kỳ', en: 'in progress at the end' },
    fees: { vi: 'triệu đồng phí, lệ phí đã nộp', en: 'million đồng of fees paid' },
    paidOnline: { vi: 'lượt nộp trực tuyến', en: 'of payments online' },
    favourable: { vi: 'người đánh giá hài lòng', en: 'of who rated were satisfied' },
    none: { vi: 'chưa có', en: 'none yet' },
    overdue: { vi: 'quá hạn', en: 'overdue' },
    of: { vi: 'trên', en: 'of' },
  },
  levels: {
    title: { vi: 'Thủ tục theo mức độ dịch vụ công', en: 'Procedures by level of service' },
    note: {
      vi: 'Danh mục hiện nay. Mức độ 3 nộp hồ sơ trực tuyến; mức độ 4 cả thanh toán và nhận kết quả.',
      en: 'The catalogue today. Level 3 is filed online; level 4 is paid and returned without a visit too.',
    },
    level: { vi: 'Mức độ', en: 'Level' },
    procedures: { vi: 'Thủ tục', en: 'Procedures' },
    share: { vi: 'Tỷ lệ', en: 'Share' },
    all: { vi: 'Tất cả', en: 'All' },
  },
  online: {
    title: { vi: 'Tỷ lệ hồ sơ trực tuyến theo tháng', en: 'Share filed online, by month' },
    note: {
      vi: 'Hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận.',
      en: 'Dossiers filed online, of all that were received.',
    },
    month: { vi: 'Tháng', en: 'Month' },
    part: { vi: 'Trực tuyến', en: 'Online' },
    whole: { vi: 'Tiếp nhận', en: 'Received' },
    share: { vi: 'Tỷ lệ', en: 'Share' },
  },
  channels: {
    title: { vi: 'Hồ sơ tiếp nhận theo kênh', en: 'Dossiers received, by channel' },
    note: { vi: 'Số hồ sơ mỗi tháng.', en: 'Dossiers a month.' },
    month: { vi: 'Tháng', en: 'Month' },
    online: { vi: 'Trực tuyến', en: 'Online' },
    post: { vi: 'Bưu chính', en: 'By post' },
    desk: { vi: 'Trực tiếp', en: 'At a desk' },
    total: { vi: 'Tổng số', en: 'Total' },
  },
  post: {
    title: { vi: 'Hồ sơ qua bưu chính công ích theo cơ quan', en: 'By the public post, by agency' },
    note: {
      vi: 'Nộp hồ sơ, nhận kết quả, hoặc cả hai (Quyết định 45/2016/QĐ-TTg, Điều 5).',
      en: 'Papers sent, results received, or both (QĐ 45/2016/QĐ-TTg, Điều 5).',
    },
    agency: { vi: 'Cơ quan', en: 'Agency' },
    in: { vi: 'Nộp hồ sơ', en: 'Papers sent' },
    both: { vi: 'Cả hai', en: 'Both' },
    out: { vi: 'Nhận kết quả', en: 'Results received' },
    last: { vi: 'Tổng số', en: 'Total' },
  },
  fees: {
    title: { vi: 'Phí, lệ phí đã nộp theo tháng', en: 'Fees paid, by month' },
    note: { vi: 'Triệu đồng mỗi tháng, theo cách nộp.', en: 'Million đồng a month, by the way to pay.' },
    month: { vi: 'Tháng', en: 'Month' },
    online: { vi: 'Trực tuyến', en: 'Online' },
    transfer: { vi: 'Chuyển khoản', en: 'Transfer' },
    cash: { vi: 'Tiền mặt', en: 'Cash' },
    post: { vi: 'Bưu chính thu hộ', en: 'To the post' },
    total: { vi: 'Tổng số (đồng)', en: 'Total (đồng)' },
    returned: { vi: 'Đã hoàn trả (đồng)', en: 'Given back (đồng)' },
  },
  ratings: {
    title: { vi: 'Mức độ hài lòng theo cơ quan', en: 'Satisfaction, by agency' },
    note: {
      vi: 'Trên số lượt đánh giá; tỷ lệ thấp nhất đứng trước.',
      en: 'Of those who rated; the lowest share first.',
    },
    agency: { vi: 'Cơ quan', en: 'Agency' },
    verySatisfied: { vi: 'Rất hài lòng', en: 'Very satisfied' },
    satisfied: { vi: 'Hài lòng', en: 'Satisfied' },
    unsatisfied: { vi: 'Không hài lòng', en: 'Not satisfied' },
    last: { vi: 'Tỷ lệ', en: 'Share' },
  },
  inTime: {
    title: { vi: 'Giải quyết đúng hạn theo cơ quan', en: 'Resolved on time, by agency' },
    note: {
      vi: 'Trên số hồ sơ đã giải quyết; tỷ lệ thấp nhất đứng trước.',
      en: 'Of what was resolved; the lowest share first.',
    },
    agency: { vi: 'Cơ quan', en: 'Agency' },
    early: { vi: 'Trước hạn', en: 'Early' },
    onTime: { vi: 'Đúng hạn', en: 'On time' },
    overdue: { vi: 'Quá hạn', en: 'Overdue' },
    last: { vi: 'Tỷ lệ', en: 'Share' },
  },
};

/** The page of `read-dashboard`. @param functions the folder of all bundles */
export const dashboardAsset = (functions: string) =>
  pageAsset(functions, readDashboard, {
    name: 'dashboard',
    styles: ['dashboard.css'],
    title,
    main: `<div id="dashboard" data-catalogue="${readCatalogueFigures.path}" data-figures="${readFigures.path}"></div>`,
    footer: {
      vi: 'Dưới năm hồ sơ của thủ tục nhạy cảm không được công bố.',
      en: 'Fewer than five dossiers of sensitive procedures are not shown.',
    },
    texts,
  });
